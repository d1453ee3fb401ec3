// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway: the only service that Twilio connects to. It answers the webhook, writes a call's
 * audio and events to Kafka, and plays the speech that arrives on its own topic, the return
 * address. This package assembles the parts. {@code playout}, {@code outage}, {@code admission} and
 * {@code call} decide; {@code twilio} and {@code http} face Twilio; {@code kafka} faces Kafka.
 */
@NullMarked
package dev.trunkline.gateway;

import org.jspecify.annotations.NullMarked;
