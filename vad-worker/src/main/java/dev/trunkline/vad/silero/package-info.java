// SPDX-License-Identifier: Apache-2.0
/**
 * The Silero model: its file, its memory of each stream, and inference over many streams at once.
 */
@NullMarked
package dev.trunkline.vad.silero;

import org.jspecify.annotations.NullMarked;
