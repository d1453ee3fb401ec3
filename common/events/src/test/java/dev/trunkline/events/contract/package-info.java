// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of the published contract: schemas generated from the code, stored records that must stay
 * readable, and the AsyncAPI document, compared with the code in every build.
 */
@NullMarked
package dev.trunkline.events.contract;

import org.jspecify.annotations.NullMarked;
