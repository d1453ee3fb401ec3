// SPDX-License-Identifier: Apache-2.0
/**
 * What all simulated providers share on the wire: sockets with one thread each, keys, rude endings
 * of connections, and the journal of what clients did.
 */
@NullMarked
package dev.trunkline.simulator.providers.wire;

import org.jspecify.annotations.NullMarked;
