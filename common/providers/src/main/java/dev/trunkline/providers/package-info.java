// SPDX-License-Identifier: Apache-2.0
/** The endpoints of a provider: which of them is worth asking, and what came of it. */
@NullMarked
package dev.trunkline.providers;

import org.jspecify.annotations.NullMarked;
