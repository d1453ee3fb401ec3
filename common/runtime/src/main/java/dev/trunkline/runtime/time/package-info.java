// SPDX-License-Identifier: Apache-2.0
/** Clocks. */
@NullMarked
package dev.trunkline.runtime.time;

import org.jspecify.annotations.NullMarked;
