// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks.
 *
 * @param id the provider's id of the voice
 * @param language ISO 639; the provider detects it from the text if null
 */
public record Voice(String id, @Nullable String language) {}
