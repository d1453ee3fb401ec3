// SPDX-License-Identifier: Apache-2.0
/**
 * The STT worker: reads the caller's audio and speech events, lets ElevenLabs Scribe transcribe
 * them, and publishes transcripts. It commits no offset past audio whose text is not published.
 *
 * <p>{@code core} decides, {@code kafka} reads records and executes decisions, {@code provider}
 * speaks Scribe's protocol.
 */
@NullMarked
package dev.trunkline.stt;

import org.jspecify.annotations.NullMarked;
