// SPDX-License-Identifier: Apache-2.0
/**
 * The STT worker: hears a call's audio, has Scribe write down what the caller says, and commits no
 * offset past audio whose words are not published.
 *
 * <p>{@link dev.trunkline.stt.Transcription} decides, one for each stream, and does no I/O; {@link
 * dev.trunkline.stt.StreamSession} serialises its inputs and carries out what it asks for.
 */
@NullMarked
package dev.trunkline.stt;

import org.jspecify.annotations.NullMarked;
