// SPDX-License-Identifier: Apache-2.0
/**
 * The TTS worker: reads the words of the assistant's turns, has them spoken by ElevenLabs over one
 * warm socket a call, and sends the sound to the gateway that holds the call.
 */
@NullMarked
package dev.trunkline.tts;

import org.jspecify.annotations.NullMarked;
