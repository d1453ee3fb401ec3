/** Calls as they stand in the topics, and as files. */
@NullMarked
package dev.trunkline.standalone.log;

import org.jspecify.annotations.NullMarked;
