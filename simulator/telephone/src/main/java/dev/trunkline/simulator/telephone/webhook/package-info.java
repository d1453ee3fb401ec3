// SPDX-License-Identifier: Apache-2.0
/** Twilio's HTTP requests to the gateway: fields, signature, time limits, retries and callbacks. */
@NullMarked
package dev.trunkline.simulator.telephone.webhook;

import org.jspecify.annotations.NullMarked;
