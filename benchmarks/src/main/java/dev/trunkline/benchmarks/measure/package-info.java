// SPDX-License-Identifier: Apache-2.0
/** Callers who measure what they hear, and what the measured values come to. */
@NullMarked
package dev.trunkline.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
