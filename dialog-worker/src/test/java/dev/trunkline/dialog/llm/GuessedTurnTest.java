// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn that was asked for before it was certain that the caller has finished. */
class GuessedTurnTest extends RunningTurnRig {
  @Test
  void doesNothingForTheCallerBeforeItIsConfirmed() {
    shop.enqueue(answer(200, "booked"));
    RunningTurn guess = guessed();
    guess.start(List.of());
    guess.onCalls(List.of(ORDER));
    assertThat(segments()).as("what is said waits at the gateway").containsExactly("One moment. ");
    runTasks();
    assertThat(shop.getRequestCount()).isZero();

    guess.confirm();
    guess.confirm();
    runTasks();

    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
  }

  @Test
  void thatIsGivenUpHasDoneNothing() {
    RunningTurn guess = guessed();
    guess.start(List.of());
    guess.onCalls(List.of(ORDER));
    guess.cancel();
    guess.confirm();
    runTasks();

    assertThat(shop.getRequestCount()).isZero();
    assertThat(returned()).isEmpty();
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void thatIsConfirmedEarlierDoesAtOnceWhatTheModelWants() {
    shop.enqueue(answer(200, "booked"));
    RunningTurn guess = guessed();
    guess.start(List.of());
    guess.confirm();
    guess.onCalls(List.of(ORDER));
    runTasks();

    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
  }
}
