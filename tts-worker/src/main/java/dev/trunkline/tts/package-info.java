// SPDX-License-Identifier: Apache-2.0
/**
 * The TTS worker: reads the text of the assistant's turns, has ElevenLabs synthesise it over one
 * open socket per call, and sends the audio to the gateway that holds the call.
 */
@NullMarked
package dev.trunkline.tts;

import org.jspecify.annotations.NullMarked;
