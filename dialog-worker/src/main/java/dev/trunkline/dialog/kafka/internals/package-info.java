// SPDX-License-Identifier: Apache-2.0
/**
 * All that depends on internals of Kafka's clients, which may change with any release: the wrapper
 * of the Streams consumer and the clock of Kafka Streams. {@code KafkaInternalsTest} names the
 * Kafka version this was checked against.
 */
@NullMarked
package dev.trunkline.dialog.kafka.internals;

import org.jspecify.annotations.NullMarked;
