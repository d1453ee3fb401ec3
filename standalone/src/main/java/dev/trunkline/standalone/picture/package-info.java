/** A call as a picture: both voices over media time, with what was understood and said. */
@NullMarked
package dev.trunkline.standalone.picture;

import org.jspecify.annotations.NullMarked;
