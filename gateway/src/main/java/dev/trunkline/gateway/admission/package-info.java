// SPDX-License-Identifier: Apache-2.0
/** Decides whether this gateway takes another call: open, below its limit, not overloaded. */
@NullMarked
package dev.trunkline.gateway.admission;

import org.jspecify.annotations.NullMarked;
