// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param waiting true if the caller has asked for time and has said nothing since
 * @param soundHeard true if a sound without words has postponed the silence prompt since the caller
 *     last took part
 * @param unclear how often in a row the caller was asked to repeat speech without words
 */
public record CallPolicyState(
    @JsonProperty("begunAtMs") long startedAtMs,
    @JsonProperty("quietSinceMs") long lastSoundAtMs,
    int prompts,
    @JsonProperty("parting") boolean goodbyeHeard,
    boolean warned,
    boolean ending,
    @JsonUnwrapped TypedKeys typedKeys,
    @JsonProperty("unheard") @Nullable String unheardText,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean waiting,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean soundHeard,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unclear) {

  /** State stored by a release without call policy: nothing is due before the next sound. */
  static final CallPolicyState UNKNOWN = startedAt(Long.MAX_VALUE / 2);

  static CallPolicyState startedAt(long nowMs) {
    return new CallPolicyState(
        nowMs, nowMs, 0, false, false, false, TypedKeys.NONE, null, false, false, 0);
  }

  /** True if nothing is to be said: the call ends, or the caller is between two keys. */
  boolean allowsNoAnswer() {
    return ending || typedKeys.areBeingTyped();
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

  /** The caller made a sound without words: it postpones the silence prompt, but only once. */
  CallPolicyState withSoundOfCaller(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = soundHeard ? lastSoundAtMs : nowMs;
      it.soundHeard = true;
      it.unheardText = unheardText;
    });
  }

  /** The caller said something. */
  CallPolicyState withCallerActive(long nowMs, boolean asksToWait) {
    return edit(it -> {
      it.callerTakesPart(nowMs);
      it.waiting = asksToWait;
    });
  }

  /** The caller is asked to repeat speech without words. */
  CallPolicyState withUnclear() {
    return edit(it -> it.unclear++);
  }

  CallPolicyState withPrompt(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.prompts++;
      it.waiting = false;
    });
  }

  /** An answer to the caller that is no goodbye was heard. */
  CallPolicyState withAnswerHeard(long nowMs) {
    return edit(it -> {
      it.lastSoundAtMs = nowMs;
      it.goodbyeHeard = false;
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
      it.callerTakesPart(nowMs);
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

  /** Every change but two drops {@code unheardText}: something newer was said or heard. */
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
    boolean waiting;
    boolean soundHeard;
    int unclear;

    Edit(CallPolicyState from) {
      startedAtMs = from.startedAtMs;
      lastSoundAtMs = from.lastSoundAtMs;
      prompts = from.prompts;
      goodbyeHeard = from.goodbyeHeard;
      warned = from.warned;
      ending = from.ending;
      typedKeys = from.typedKeys;
      waiting = from.waiting;
      soundHeard = from.soundHeard;
      unclear = from.unclear;
    }

    void callerTakesPart(long nowMs) {
      lastSoundAtMs = nowMs;
      prompts = 0;
      goodbyeHeard = false;
      waiting = false;
      soundHeard = false;
      unclear = 0;
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
          unheardText,
          waiting,
          soundHeard,
          unclear);
    }
  }
}
