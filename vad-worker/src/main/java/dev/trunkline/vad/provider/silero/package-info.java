// SPDX-License-Identifier: Apache-2.0
/**
 * The Silero model: its file, its recurrent state for every stream, and inference over windows of
 * many streams together.
 */
@NullMarked
package dev.trunkline.vad.provider.silero;

import org.jspecify.annotations.NullMarked;
