// SPDX-License-Identifier: Apache-2.0
/** Telephone audio: µ-law, and conversion between 8 and 16 kHz. */
@NullMarked
package dev.trunkline.events.audio;

import org.jspecify.annotations.NullMarked;
