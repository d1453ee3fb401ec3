// SPDX-License-Identifier: Apache-2.0
/** Settings from the environment: typed, checked at start, secrets never printed. */
@NullMarked
package dev.trunkline.runtime.settings;

import org.jspecify.annotations.NullMarked;
