package dev.trunkline.tts.elevenlabs;

import dev.trunkline.common.event.FailureCategory;

/**
 * How the provider failed.
 *
 * @param code the provider's own word for it, or ours where it said nothing; safe to log
 */
public record Failure(FailureCategory category, String code) {}
