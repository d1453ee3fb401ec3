// SPDX-License-Identifier: Apache-2.0
/** Collections that cannot grow without bound. */
@NullMarked
package dev.trunkline.runtime.collection;

import org.jspecify.annotations.NullMarked;
