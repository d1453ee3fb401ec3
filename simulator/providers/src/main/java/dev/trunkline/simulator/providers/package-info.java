// SPDX-License-Identifier: Apache-2.0
/**
 * The speech and language providers on one machine: Scribe, ElevenLabs speech and OpenAI chat on
 * their real wire protocols, in front of engines that really listen and speak. Here they are put
 * together into one server.
 */
@NullMarked
package dev.trunkline.simulator.providers;

import org.jspecify.annotations.NullMarked;
