// SPDX-License-Identifier: Apache-2.0
/**
 * The client of ElevenLabs' text-to-speech socket {@code multi-stream-input}: sockets, messages in
 * both directions, and the meaning of its errors.
 */
@NullMarked
package dev.trunkline.tts.provider;

import org.jspecify.annotations.NullMarked;
