// SPDX-License-Identifier: Apache-2.0
/** A provider's endpoints: circuit breaker, failover, backoff. */
@NullMarked
package dev.trunkline.providers;

import org.jspecify.annotations.NullMarked;
