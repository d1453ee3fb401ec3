// SPDX-License-Identifier: Apache-2.0
/** Twilio's REST API for calls, acting on the simulated ones. */
@NullMarked
package dev.trunkline.simulator.telephone.rest;

import org.jspecify.annotations.NullMarked;
