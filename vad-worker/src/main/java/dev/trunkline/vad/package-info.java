// SPDX-License-Identifier: Apache-2.0
/**
 * The VAD worker: detects where the caller's speech starts and ends. Frames of {@code
 * audio.inbound} become windows, windows become probabilities, and a detector per stream turns
 * those into events of topic {@code speech}.
 */
@NullMarked
package dev.trunkline.vad;

import org.jspecify.annotations.NullMarked;
