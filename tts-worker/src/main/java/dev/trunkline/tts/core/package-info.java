// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what a call synthesises: which turns, segments and contexts are in progress, how their
 * audio is cut into chunks, and what follows a failure. Pure: {@link
 * dev.trunkline.tts.core.SpeechInput}s go in, {@link dev.trunkline.tts.core.SpeechAction}s come
 * out; no I/O, no clock.
 */
@NullMarked
package dev.trunkline.tts.core;

import org.jspecify.annotations.NullMarked;
