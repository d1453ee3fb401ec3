// SPDX-License-Identifier: Apache-2.0
/** Sounds of a telephone line, for tests: all 8 kHz µ-law. */
@NullMarked
package dev.trunkline.vad.sound;

import org.jspecify.annotations.NullMarked;
