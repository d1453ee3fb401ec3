// SPDX-License-Identifier: Apache-2.0
/**
 * How every service uses Kafka: clients tuned for the speech path, topics created at start, offsets
 * committed only up to finished work, unreadable records kept in dead-letter topics.
 */
@NullMarked
package dev.trunkline.runtime.kafka;

import org.jspecify.annotations.NullMarked;
