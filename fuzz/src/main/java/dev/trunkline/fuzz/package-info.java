// SPDX-License-Identifier: Apache-2.0
/** Seeded mutations of valid input, for tests. */
@NullMarked
package dev.trunkline.fuzz;

import org.jspecify.annotations.NullMarked;
