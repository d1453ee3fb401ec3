/** A call placed to be seen: the caller's side, the checks and the files it leaves behind. */
@NullMarked
package dev.trunkline.standalone.demo;

import org.jspecify.annotations.NullMarked;
