// SPDX-License-Identifier: Apache-2.0
/** What callers hear while a stage has no live worker. */
@NullMarked
package dev.trunkline.gateway.outage;

import org.jspecify.annotations.NullMarked;
