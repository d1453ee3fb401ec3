/** Clocks. */
@NullMarked
package dev.trunkline.common.time;

import org.jspecify.annotations.NullMarked;
