// SPDX-License-Identifier: Apache-2.0
/** What was said and what was really heard, on the one time axis of the call's audio. */
@NullMarked
package dev.trunkline.simulator.telephone.record;

import org.jspecify.annotations.NullMarked;
