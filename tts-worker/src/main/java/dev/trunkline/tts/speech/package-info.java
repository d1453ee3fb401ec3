// SPDX-License-Identifier: Apache-2.0
/**
 * What is being said in one call: which turns, segments and contexts are in hand, how their sound
 * is cut into chunks, and what to do when something goes wrong. Does no I/O: replies and the
 * provider's messages go in, {@link dev.trunkline.tts.speech.SpeechAction}s come out.
 */
@NullMarked
package dev.trunkline.tts.speech;

import org.jspecify.annotations.NullMarked;
