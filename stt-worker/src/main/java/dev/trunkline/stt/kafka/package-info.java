// SPDX-License-Identifier: Apache-2.0
/**
 * The STT worker's side of Kafka: {@link dev.trunkline.stt.kafka.SttWorker} takes records, {@link
 * dev.trunkline.stt.kafka.StreamSession} executes the decisions of one stream, {@link
 * dev.trunkline.stt.kafka.ReplayHolds} keeps offsets back until transcripts are published.
 */
@NullMarked
package dev.trunkline.stt.kafka;

import org.jspecify.annotations.NullMarked;
