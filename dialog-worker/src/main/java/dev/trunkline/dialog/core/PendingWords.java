// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Words of both sides that still matter. "" stands for none.
 *
 * @param unanswered what the caller said since the last request for an answer
 * @param backChannels what the caller said over the assistant without interrupting it
 * @param unheardRest the part of an interrupted turn that the caller did not hear; said if the
 *     interruption turns out to have no words
 * @param answerOwed true if the question is in the history, with the tools that were called for it,
 *     and its answer was not heard
 * @param backChannelFrom how many characters of the turn had been heard before they were said
 */
public record PendingWords(
    String unanswered,
    @JsonProperty("aside") String backChannels,
    @JsonProperty("cutShort") String unheardRest,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean answerOwed,
    @JsonProperty("asideFrom") @JsonInclude(JsonInclude.Include.NON_DEFAULT) int backChannelFrom) {

  /** In characters. Of more, the last ones are kept. */
  private static final int MAX_LENGTH = 16 * 1024;

  static final PendingWords NONE = new PendingWords("", "", "", false, 0);

  public PendingWords {
    // Absent from state that an early release stored.
    backChannels = Objects.requireNonNullElse(backChannels, "");
  }

  PendingWords withUnanswered(String text) {
    return edit(it -> it.unanswered = text);
  }

  /** The caller said {@code text} after what is unanswered already. */
  PendingWords plusUnanswered(String text) {
    return withUnanswered(joined(unanswered, text));
  }

  /** The caller said {@code text} before what is unanswered already. */
  PendingWords plusEarlierUnanswered(String text) {
    return withUnanswered(joined(text, unanswered));
  }

  /** The caller said {@code text} once {@code from} characters of the turn had been heard. */
  PendingWords withBackChannel(String text, int from) {
    return edit(it -> {
      it.backChannels = text;
      it.backChannelFrom = from;
    });
  }

  PendingWords withoutBackChannels() {
    return withBackChannel("", 0);
  }

  PendingWords withUnheardRest(String text) {
    return edit(it -> it.unheardRest = text);
  }

  PendingWords withAnswerOwed(boolean owed) {
    return edit(it -> it.answerOwed = owed);
  }

  private static String joined(String first, String second) {
    String all = (first + " " + second).strip();
    return all.length() <= MAX_LENGTH ? all : all.substring(all.length() - MAX_LENGTH);
  }

  private PendingWords edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return new PendingWords(
        edit.unanswered,
        edit.backChannels,
        edit.unheardRest,
        edit.answerOwed,
        edit.backChannelFrom);
  }

  private static final class Edit {
    String unanswered;
    String backChannels;
    String unheardRest;
    boolean answerOwed;
    int backChannelFrom;

    Edit(PendingWords from) {
      unanswered = from.unanswered;
      backChannels = from.backChannels;
      unheardRest = from.unheardRest;
      answerOwed = from.answerOwed;
      backChannelFrom = from.backChannelFrom;
    }
  }
}
