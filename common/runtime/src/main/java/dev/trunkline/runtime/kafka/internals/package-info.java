// SPDX-License-Identifier: Apache-2.0
/**
 * The only place where the runtime uses classes that are not part of Kafka's public API. A new
 * Kafka version may change them; {@code KafkaInternalsTest} fails until the use here was checked.
 */
@NullMarked
package dev.trunkline.runtime.kafka.internals;

import org.jspecify.annotations.NullMarked;
