// SPDX-License-Identifier: Apache-2.0
/**
 * What operators see: the shapes that metrics of several services share, and the trace that follows
 * a turn through all of them. Names and meanings of the metrics stand in {@code docs/metrics.md}.
 */
@NullMarked
package dev.trunkline.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
