// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import java.util.List;
import java.util.stream.LongStream;

/** Minds the manners of {@link Etiquette}: silence, goodbye, the length of the call, keys. */
final class Courtesy {
  /** A caller who still speaks when the time is up may finish, for so long. */
  private static final long LAST_WORDS_MS = 10_000;

  /** A voice that failed may be back after so long. */
  private static final long UNHEARD_WAIT_MS = 2_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final Step step;
  private final Etiquette etiquette;

  Courtesy(Step step, Etiquette etiquette) {
    this.step = step;
    this.etiquette = etiquette;
  }

  /** When manners ask for something if nothing happens. */
  static long deadlineMs(Conversation now, Etiquette etiquette) {
    Attention attention = now.attention();
    if (attention.ending()) {
      return NEVER;
    }
    boolean idle = now.isIdle();
    return LongStream.of(
            attention.keys().isEmpty() ? NEVER : attention.keyAtMs() + etiquette.keyWaitMs(),
            idle ? silenceMs(attention, etiquette) : NEVER,
            idle && !attention.warned() ? warningMs(attention, etiquette) : NEVER,
            endMs(attention, etiquette, idle))
        .min()
        .getAsLong();
  }

  private static long silenceMs(Attention attention, Etiquette etiquette) {
    if (attention.unheard() != null) {
      return attention.quietSinceMs() + UNHEARD_WAIT_MS;
    }
    if (attention.parting()) {
      return attention.quietSinceMs() + etiquette.goodbyeWaitMs();
    }
    long prompt = etiquette.silencePromptMs();
    return prompt == 0 ? NEVER : attention.quietSinceMs() + prompt;
  }

  private static long warningMs(Attention attention, Etiquette etiquette) {
    boolean warns = etiquette.longestCallMs() > 0 && etiquette.warningMs() > 0;
    return warns
        ? attention.begunAtMs() + etiquette.longestCallMs() - etiquette.warningMs()
        : NEVER;
  }

  private static long endMs(Attention attention, Etiquette etiquette, boolean idle) {
    long end = attention.begunAtMs() + etiquette.longestCallMs();
    return etiquette.longestCallMs() == 0 ? NEVER : idle ? end : end + LAST_WORDS_MS;
  }

  /** Does what is due. */
  void mind() {
    Attention attention = step.attention;
    long now = step.nowMs();
    if (attention.ending()) {
      return;
    }
    boolean typed = !attention.keys().isEmpty();
    if (typed && now >= attention.keyAtMs() + etiquette.keyWaitMs()) {
      submit();
    } else if (now >= endMs(attention, etiquette, step.isIdle())) {
      step.sayAndHangUp(etiquette.timeIsUp());
    } else if (step.isIdle()) {
      mindSilence(attention, now);
    }
  }

  private void mindSilence(Attention attention, long now) {
    if (!attention.warned() && now >= warningMs(attention, etiquette)) {
      step.attention = attention.beenWarned().heard(now);
      step.say(etiquette.timeIsShort());
    } else if (now < silenceMs(attention, etiquette)) {
      return;
    } else if (attention.unheard() != null) {
      step.attention = attention.heard(now);
      step.say(attention.unheard());
    } else if (attention.parting()) {
      step.attention = attention.over();
      step.say(HangUp.atOnce(step.callSid(), now));
    } else if (attention.prompts() < etiquette.silencePrompts()) {
      step.attention = attention.prompted(now);
      step.say(etiquette.areYouThere());
    } else {
      step.sayAndHangUp(etiquette.silenceGoodbye());
    }
  }

  /** The assistant was heard to say {@code text} to its end. */
  void heardWhole(String text, List<Message> history) {
    boolean parting =
        etiquette.goodbyeWaitMs() > 0 && (isGoodbye(text) || callerSaidGoodbye(history));
    step.attention =
        parting ? step.attention.parted(step.nowMs()) : step.attention.heard(step.nowMs());
  }

  private boolean callerSaidGoodbye(List<Message> history) {
    return history.reversed().stream()
        .filter(line -> line.role() == Role.USER)
        .findFirst()
        .filter(line -> isGoodbye(line.text()))
        .isPresent();
  }

  private boolean isGoodbye(String text) {
    return etiquette.goodbyes().isIn(Phrases.words(text));
  }

  /** The caller pressed a key at {@code mediaMs}. */
  void pressed(String key, long mediaMs) {
    if (mediaMs <= step.attention.lastKeyMs() || step.attention.ending()) {
      return;
    }
    Turn turn = step.turn;
    if (turn != null && turn.interruptible()) {
      step.stop("key pressed");
    }
    boolean ends = key.equals(etiquette.keyEnd());
    String keys = step.attention.keys() + (ends ? "" : key);
    step.attention = step.attention.typing(keys, mediaMs, step.nowMs());
    if (ends && !keys.isEmpty()) {
      submit();
    }
  }

  private void submit() {
    String keys = step.attention.keys();
    step.attention = step.attention.typing("", step.attention.lastKeyMs(), step.nowMs());
    step.take(etiquette.typed().replace("%s", String.join(" ", keys.split("", -1)).strip()));
    step.answerIfDue();
  }
}
