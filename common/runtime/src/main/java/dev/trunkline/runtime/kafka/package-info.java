// SPDX-License-Identifier: Apache-2.0
/**
 * How every service speaks to Kafka: clients tuned for the speech path, topics made at start,
 * offsets committed only up to finished work, unreadable records kept.
 */
@NullMarked
package dev.trunkline.runtime.kafka;

import org.jspecify.annotations.NullMarked;
