// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the caller has finished, judged by the sound of what was said: a semantic model (Smart
 * Turn v3), the features it wants, and the audio they are made of. Used only where {@code
 * TURN_MODEL_PATH} names such a model.
 */
@NullMarked
package dev.trunkline.vad.turn;

import org.jspecify.annotations.NullMarked;
