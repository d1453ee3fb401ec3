// SPDX-License-Identifier: Apache-2.0
/**
 * The conversations in Kafka Streams, which delivers their events, stores their state (in memory,
 * with a changelog topic) and runs their timers.
 */
@NullMarked
package dev.trunkline.dialog.kafka;

import org.jspecify.annotations.NullMarked;
