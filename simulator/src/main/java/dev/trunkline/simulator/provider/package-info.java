/**
 * The speech and language providers on one machine: Scribe, ElevenLabs speech and OpenAI chat on
 * their real wire protocols, in front of engines that really listen and speak. Here they are put
 * together into one server.
 */
@NullMarked
package dev.trunkline.simulator.provider;

import org.jspecify.annotations.NullMarked;
