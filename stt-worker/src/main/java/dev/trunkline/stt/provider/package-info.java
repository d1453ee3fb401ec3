// SPDX-License-Identifier: Apache-2.0
/**
 * ElevenLabs Scribe v2 realtime: one WebSocket per connection, its messages, the audio encoding,
 * and the choice between two endpoints. Decides nothing; {@link
 * dev.trunkline.stt.provider.ScribeInputs} translates events into inputs of {@code core}.
 */
@NullMarked
package dev.trunkline.stt.provider;

import org.jspecify.annotations.NullMarked;
