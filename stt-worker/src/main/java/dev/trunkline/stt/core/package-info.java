// SPDX-License-Identifier: Apache-2.0
/**
 * The decisions of the STT worker: what to send to Scribe, when to commit, what to publish, what to
 * retry. {@link dev.trunkline.stt.core.StreamTranscription} takes inputs and the time, and returns
 * actions. No I/O, no clock of its own, no Kafka and no socket.
 */
@NullMarked
package dev.trunkline.stt.core;

import org.jspecify.annotations.NullMarked;
