// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CallPolicyRules} must know of a call. All times but one are wall clock milliseconds.
 *
 * @param startedAtMs when the call began
 * @param lastSoundAtMs when either side was last heard
 * @param prompts silence prompts since the caller last took part
 * @param goodbyeHeard true once a goodbye was said and heard to its end
 * @param warned true once the caller has heard that the call will end soon
 * @param ending true once the call is being ended
 * @param typedKeys what the caller has typed and not submitted
 * @param unheardText the assistant's last words if they produced no audio, else null
 */
public record CallPolicyState(
    @JsonProperty("begunAtMs") long startedAtMs,
    @JsonProperty("quietSinceMs") long lastSoundAtMs,
    int prompts,
    @JsonProperty("parting") boolean goodbyeHeard,
    boolean warned,
    boolean ending,
    @JsonUnwrapped TypedKeys typedKeys,
    @JsonProperty("unheard") @Nullable String unheardText) {

  /** State stored by a release without call policy: nothing is due before the next sound. */
  static final CallPolicyState UNKNOWN = startedAt(Long.MAX_VALUE / 2);

  static CallPolicyState startedAt(long nowMs) {
    return new CallPolicyState(nowMs, nowMs, 0, false, false, false, TypedKeys.NONE, null);
  }

  /** Either side was heard. */
  CallPolicyState withSoundAt(long nowMs) {
    return edit(it -> it.lastSoundAtMs = nowMs);
  }

  /** The assistant's {@code text} produced no audio. */
  CallPolicyState withUnheardText(String text, long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.unheardText = text;
    });
  }

  /** Counts silence and typing pauses from {@code sinceMs} if they began before it. */
  CallPolicyState notBefore(long sinceMs) {
    return edit(it -> {
      it.lastSoundAtMs = Math.max(lastSoundAtMs, sinceMs);
      it.typedKeys = typedKeys.notBefore(sinceMs);
      it.unheardText = unheardText;
    });
  }

  /** The caller said something. */
  CallPolicyState withCallerActive(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.prompts = 0;
      it.goodbyeHeard = false;
    });
  }

  CallPolicyState withPrompt(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.prompts++;
    });
  }

  CallPolicyState withGoodbyeHeard(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.goodbyeHeard = true;
    });
  }

  CallPolicyState withWarning(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.warned = true;
    });
  }

  CallPolicyState withCallEnding() {
    return edit(it -> it.ending = true);
  }

  /** The keypad was used. */
  CallPolicyState withKeys(TypedKeys typed, long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.prompts = 0;
      it.goodbyeHeard = false;
      it.typedKeys = typed;
    });
  }

  /** The call continues on another stream, whose media time starts at zero. */
  CallPolicyState onNewStream(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.prompts = 0;
      it.typedKeys = typedKeys.onNewStream();
    });
  }

  /** Every change but one drops {@code unheardText}: something newer was said or heard. */
  private CallPolicyState edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  private static final class Edit {
    final long startedAtMs;
    long lastSoundAtMs;
    int prompts;
    boolean goodbyeHeard;
    boolean warned;
    boolean ending;
    TypedKeys typedKeys;
    @Nullable String unheardText;

    Edit(CallPolicyState from) {
      startedAtMs = from.startedAtMs;
      lastSoundAtMs = from.lastSoundAtMs;
      prompts = from.prompts;
      goodbyeHeard = from.goodbyeHeard;
      warned = from.warned;
      ending = from.ending;
      typedKeys = from.typedKeys;
    }

    CallPolicyState done() {
      return new CallPolicyState(
          startedAtMs,
          lastSoundAtMs,
          prompts,
          goodbyeHeard,
          warned,
          ending,
          typedKeys,
          unheardText);
    }
  }
}
