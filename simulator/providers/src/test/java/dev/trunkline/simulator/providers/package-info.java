// SPDX-License-Identifier: Apache-2.0
/** Everything a client can trip over, seen through real sockets. */
@NullMarked
package dev.trunkline.simulator.providers;

import org.jspecify.annotations.NullMarked;
