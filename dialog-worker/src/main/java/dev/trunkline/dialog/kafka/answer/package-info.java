// SPDX-License-Identifier: Apache-2.0
/**
 * Reads requested turns from Kafka, runs each with the model and its tools, and writes the answer's
 * segments.
 */
@NullMarked
package dev.trunkline.dialog.kafka.answer;

import org.jspecify.annotations.NullMarked;
