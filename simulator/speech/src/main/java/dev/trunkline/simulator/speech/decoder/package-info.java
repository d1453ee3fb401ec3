// SPDX-License-Identifier: Apache-2.0
/**
 * A speech decoder in Java: mel cepstra, the acoustic model that CMU Sphinx publishes for US
 * English, an n-gram language model and a time-synchronous Viterbi search over a small vocabulary.
 * Models are loaded once and shared by all calls; a {@link WordDecoder} belongs to one of them.
 */
@NullMarked
package dev.trunkline.simulator.speech.decoder;

import org.jspecify.annotations.NullMarked;
