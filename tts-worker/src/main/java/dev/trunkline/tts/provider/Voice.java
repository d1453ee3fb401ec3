// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import org.jspecify.annotations.Nullable;

/**
 * A voice of the provider.
 *
 * @param id the provider's id of the voice
 * @param language ISO 639; null if the provider detects it from the text
 */
public record Voice(String id, @Nullable String language) {}
