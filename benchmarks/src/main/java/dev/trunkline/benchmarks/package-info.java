// SPDX-License-Identifier: Apache-2.0
/** Measurements and fault injection, and the commands that run them. */
@NullMarked
package dev.trunkline.benchmarks;

import org.jspecify.annotations.NullMarked;
