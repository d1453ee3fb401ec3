// SPDX-License-Identifier: Apache-2.0
/** Tests of the resampler. */
@NullMarked
package dev.trunkline.simulator.providers.sound;

import org.jspecify.annotations.NullMarked;
