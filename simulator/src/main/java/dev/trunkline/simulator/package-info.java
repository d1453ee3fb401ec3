/** The simulator as a process of its own. */
@NullMarked
package dev.trunkline.simulator;

import org.jspecify.annotations.NullMarked;
