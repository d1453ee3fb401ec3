/** Tests of the resampler. */
@NullMarked
package dev.trunkline.simulator.provider.sound;

import org.jspecify.annotations.NullMarked;
