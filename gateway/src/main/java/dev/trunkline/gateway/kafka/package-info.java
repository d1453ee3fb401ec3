// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka side of the gateway: writes call, playback and audio records, reads the gateway's own
 * topic, and watches whether every stage has a live worker.
 */
@NullMarked
package dev.trunkline.gateway.kafka;

import org.jspecify.annotations.NullMarked;
