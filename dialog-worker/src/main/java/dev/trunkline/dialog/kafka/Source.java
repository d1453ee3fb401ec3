// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record and where it stands.
 *
 * @param place as in {@link dev.trunkline.events.topic.DecisionTrail#place}
 */
record Source(Record<String, byte[]> message, String place) {}
