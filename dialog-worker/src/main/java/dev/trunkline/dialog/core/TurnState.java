// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The assistant's turns.
 *
 * @param floor the lowest turn that may still be heard
 * @param nextTurn the number of the next turn
 * @param current the turn on its way to the caller, null while the assistant is silent
 * @param stopped the turn that was interrupted, until the gateway has reported what was heard of it
 * @param paused playback paused because the caller speaks, null if it is not
 * @param speculations speculative requests since the last answer
 * @param failedInARow consecutive turns that failed because of a provider
 * @param msPerCharacter how slowly the voice speaks, measured in this call; 0 before
 */
public record TurnState(
    int floor,
    int nextTurn,
    @JsonProperty("turn") @Nullable Turn current,
    @JsonProperty("interrupted") @Nullable Turn stopped,
    @JsonProperty("pausing") @Nullable PausedPlayback paused,
    @JsonProperty("guesses") int speculations,
    @JsonProperty("failedTurns") int failedInARow,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) double msPerCharacter) {

  /** English at the voice's usual speed. */
  private static final double USUAL_MS_PER_CHARACTER = 65;

  /** A shorter text says little about the voice. */
  private static final int MIN_MEASURED_CHARACTERS = 20;

  static final TurnState NONE = new TurnState(0, 0, null, null, null, 0, 0, 0);

  /** True if this turn is the one on its way to the caller. */
  boolean isCurrent(int number) {
    return current != null && current.number() == number;
  }

  /** The number of the last turn that was begun, −1 before the first. */
  int lastNumber() {
    return nextTurn - 1;
  }

  /** True if the assistant is silent, or its turn is only a speculative one. */
  boolean mayAnswer() {
    return current == null || current.isSpeculative();
  }

  /** Begins {@code turn}, whose number is {@link #nextTurn}. */
  TurnState begun(Turn turn) {
    return edit(it -> {
      it.current = turn;
      it.nextTurn = turn.number() + 1;
    });
  }

  TurnState withCurrent(@Nullable Turn turn) {
    return edit(it -> it.current = turn);
  }

  TurnState withStopped(@Nullable Turn turn) {
    return edit(it -> it.stopped = turn);
  }

  TurnState withPaused(@Nullable PausedPlayback playback) {
    return edit(it -> it.paused = playback);
  }

  /** No turn is on its way to the caller, and so none is paused. */
  TurnState withoutCurrent() {
    return edit(it -> {
      it.current = null;
      it.paused = null;
    });
  }

  TurnState withFloorAtLeast(int lowest) {
    return edit(it -> it.floor = Math.max(floor, lowest));
  }

  TurnState withSpeculations(int count) {
    return edit(it -> it.speculations = count);
  }

  TurnState withFailedInARow(int count) {
    return edit(it -> it.failedInARow = count);
  }

  /** {@code characters} took {@code ms} to speak. */
  TurnState withVoiceMeasured(int characters, long ms) {
    double measured = (double) ms / Math.max(1, characters);
    if (characters < MIN_MEASURED_CHARACTERS || measured < 20 || measured > 500) {
      return this;
    }
    return edit(
        it -> it.msPerCharacter = msPerCharacter == 0 ? measured : (msPerCharacter + measured) / 2);
  }

  /** About how many characters the voice speaks in {@code ms}. */
  int charactersIn(long ms) {
    double each = msPerCharacter == 0 ? USUAL_MS_PER_CHARACTER : msPerCharacter;
    return (int) Math.max(0, ms / each);
  }

  private TurnState edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  private static final class Edit {
    int floor;
    int nextTurn;
    @Nullable Turn current;
    @Nullable Turn stopped;
    @Nullable PausedPlayback paused;
    int speculations;
    int failedInARow;
    double msPerCharacter;

    Edit(TurnState from) {
      floor = from.floor;
      nextTurn = from.nextTurn;
      current = from.current;
      stopped = from.stopped;
      paused = from.paused;
      speculations = from.speculations;
      failedInARow = from.failedInARow;
      msPerCharacter = from.msPerCharacter;
    }

    TurnState done() {
      return new TurnState(
          floor, nextTurn, current, stopped, paused, speculations, failedInARow, msPerCharacter);
    }
  }
}
