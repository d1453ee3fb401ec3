// SPDX-License-Identifier: Apache-2.0
/**
 * The decoder of CMU Sphinx in C, if it is installed: its library called through the foreign
 * function interface, and its decoders in a pool.
 */
@NullMarked
package dev.trunkline.simulator.speech.pocketsphinx;

import org.jspecify.annotations.NullMarked;
