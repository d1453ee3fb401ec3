// SPDX-License-Identifier: Apache-2.0
/** The whole stack, called by simulated telephones. */
@NullMarked
package dev.trunkline.systemtests;

import org.jspecify.annotations.NullMarked;
