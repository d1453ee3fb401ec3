// SPDX-License-Identifier: Apache-2.0
/** How busy the gateway and its machine are, and whether they can take more. */
@NullMarked
package dev.trunkline.gateway.load;

import org.jspecify.annotations.NullMarked;
