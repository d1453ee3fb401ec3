// SPDX-License-Identifier: Apache-2.0
/**
 * Harnesses that measure at the caller's ear: scripted callers over the simulated telephone, the
 * providers with set latencies, and figures from the audio itself.
 */
@NullMarked
package dev.trunkline.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
