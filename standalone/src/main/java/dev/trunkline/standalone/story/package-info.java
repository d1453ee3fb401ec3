/** A call as told by its topics: read, put together, printed, reported. */
@NullMarked
package dev.trunkline.standalone.story;

import org.jspecify.annotations.NullMarked;
