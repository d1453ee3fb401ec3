// SPDX-License-Identifier: Apache-2.0
/** TwiML: reading it, and what it makes a call do; no sockets and no clock. */
@NullMarked
package dev.trunkline.simulator.telephone.twiml;

import org.jspecify.annotations.NullMarked;
