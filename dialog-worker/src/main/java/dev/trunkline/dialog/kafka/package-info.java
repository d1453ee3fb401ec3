// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka Streams gives the conversation its events, its memory (a store in memory with a changelog)
 * and its timers.
 */
@NullMarked
package dev.trunkline.dialog.kafka;

import org.jspecify.annotations.NullMarked;
