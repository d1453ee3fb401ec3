// SPDX-License-Identifier: Apache-2.0
/** How much of the assistant's voice the caller's line returns. Pure: no I/O, no clock. */
@NullMarked
package dev.trunkline.gateway.echo;

import org.jspecify.annotations.NullMarked;
