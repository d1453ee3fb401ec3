/** Trouble on demand: what may go wrong at a provider, set and cleared while it runs. */
@NullMarked
package dev.trunkline.simulator.provider.fault;

import org.jspecify.annotations.NullMarked;
