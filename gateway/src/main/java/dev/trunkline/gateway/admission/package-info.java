// SPDX-License-Identifier: Apache-2.0
/** Decides whether this gateway takes another call: open, below MAX_CALLS, not overloaded. */
@NullMarked
package dev.trunkline.gateway.admission;

import org.jspecify.annotations.NullMarked;
