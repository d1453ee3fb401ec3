// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway: the only service that Twilio sees. It answers the webhook, turns a call's audio into
 * records, and plays what comes back on its own topic, the return address. This package puts the
 * parts together: {@code webhook} and {@code media} face Twilio, {@code call} and {@code playout}
 * know what is going on and do no I/O, the classes here face Kafka.
 */
@NullMarked
package dev.trunkline.gateway;

import org.jspecify.annotations.NullMarked;
