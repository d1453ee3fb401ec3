// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that was read, and its place.
 *
 * @param place as in {@link dev.trunkline.events.topic.DecisionTrail#place}
 */
record SourceRecord(Record<String, byte[]> message, String place) {}
