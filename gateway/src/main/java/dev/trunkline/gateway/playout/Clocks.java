// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of a call.
 *
 * @param nanoTime monotonic, for durations
 * @param wall for the times in events
 */
public record Clocks(LongSupplier nanoTime, InstantSource wall) {}
