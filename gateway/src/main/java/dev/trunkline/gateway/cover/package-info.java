// SPDX-License-Identifier: Apache-2.0
/** What callers hear when a stage has nobody to work for them. */
@NullMarked
package dev.trunkline.gateway.cover;

import org.jspecify.annotations.NullMarked;
