/** Sample rates other than the engines' own. */
@NullMarked
package dev.trunkline.simulator.provider.sound;

import org.jspecify.annotations.NullMarked;
