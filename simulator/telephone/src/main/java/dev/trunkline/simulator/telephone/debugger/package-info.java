// SPDX-License-Identifier: Apache-2.0
/** Twilio's debugger: every error and warning of a call, with Twilio's own code and level. */
@NullMarked
package dev.trunkline.simulator.telephone.debugger;

import org.jspecify.annotations.NullMarked;
