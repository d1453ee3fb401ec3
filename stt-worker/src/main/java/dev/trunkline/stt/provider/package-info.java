// SPDX-License-Identifier: Apache-2.0
/**
 * ElevenLabs Scribe v2 realtime on the wire: one WebSocket, its one outgoing message and what comes
 * back. Decides nothing; what an error calls for is said by {@link
 * dev.trunkline.stt.provider.ScribeError}.
 */
@NullMarked
package dev.trunkline.stt.provider;

import org.jspecify.annotations.NullMarked;
