// SPDX-License-Identifier: Apache-2.0
/**
 * Hears where the caller's speech begins and ends: frames of {@code audio.inbound} become windows,
 * windows become probabilities, and a detector per stream turns those into events of topic {@code
 * speech}.
 */
@NullMarked
package dev.trunkline.vad;

import org.jspecify.annotations.NullMarked;
