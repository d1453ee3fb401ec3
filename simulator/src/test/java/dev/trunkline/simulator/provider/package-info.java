/** Everything a client can trip over, seen through real sockets. */
@NullMarked
package dev.trunkline.simulator.provider;

import org.jspecify.annotations.NullMarked;
