// SPDX-License-Identifier: Apache-2.0
/** What the gateway counts, all under {@code trunkline.gateway}. */
@NullMarked
package dev.trunkline.gateway.metrics;

import org.jspecify.annotations.NullMarked;
