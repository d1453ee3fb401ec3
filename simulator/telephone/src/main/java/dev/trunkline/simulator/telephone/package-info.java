// SPDX-License-Identifier: Apache-2.0
/**
 * Twilio's side of a phone call: places calls to a gateway, speaks as the caller, hears as the
 * caller, and judges the gateway as strictly as Twilio does.
 */
@NullMarked
package dev.trunkline.simulator.telephone;

import org.jspecify.annotations.NullMarked;
