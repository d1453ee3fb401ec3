// SPDX-License-Identifier: Apache-2.0
/**
 * Judges from the caller's audio whether the caller has finished: an end-of-turn model (Smart Turn
 * v3) and the features it takes. Used only if {@code VAD_TURN_MODEL_PATH} names such a model.
 */
@NullMarked
package dev.trunkline.vad.provider.turn;

import org.jspecify.annotations.NullMarked;
