// SPDX-License-Identifier: Apache-2.0
/** Trouble on demand: what may go wrong at a provider, set and cleared while it runs. */
@NullMarked
package dev.trunkline.simulator.providers.fault;

import org.jspecify.annotations.NullMarked;
