// SPDX-License-Identifier: Apache-2.0
/** Twilio's REST interface, as far as the gateway needs it: ending a call. */
@NullMarked
package dev.trunkline.gateway.rest;

import org.jspecify.annotations.NullMarked;
