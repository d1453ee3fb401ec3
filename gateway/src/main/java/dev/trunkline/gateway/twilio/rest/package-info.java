// SPDX-License-Identifier: Apache-2.0
/** A client for the part of Twilio's REST API that changes live calls. */
@NullMarked
package dev.trunkline.gateway.twilio.rest;

import org.jspecify.annotations.NullMarked;
