// SPDX-License-Identifier: Apache-2.0
/**
 * ElevenLabs' text-to-speech socket {@code multi-stream-input}: its messages both ways, what its
 * errors mean, and a thin layer over OkHttp that decides nothing.
 */
@NullMarked
package dev.trunkline.tts.elevenlabs;

import org.jspecify.annotations.NullMarked;
