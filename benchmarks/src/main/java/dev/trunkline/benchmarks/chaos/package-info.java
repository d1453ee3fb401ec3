// SPDX-License-Identifier: Apache-2.0
/**
 * Breaks things under live calls and counts what became of them: every service a process of its
 * own, killed, stopped or frozen at random moments, while callers talk.
 */
@NullMarked
package dev.trunkline.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
