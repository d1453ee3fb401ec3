// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn that was requested before it was certain that the caller had finished. */
class SpeculativeTurnTest extends AnswerSessionRig {
  @Test
  void runsNoToolBeforeItIsConfirmed() {
    shop.enqueue(answer(200, "booked"));
    AnswerSession session = speculative();
    session.start(List.of());
    session.onToolCalls(List.of(ORDER));
    assertThat(segments()).as("speech waits at the gateway").containsExactly("One moment. ");
    runTasks();
    assertThat(shop.getRequestCount()).isZero();

    session.confirm();
    session.confirm();
    runTasks();

    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
  }

  @Test
  void runsNoToolAfterItIsCancelled() {
    AnswerSession session = speculative();
    session.start(List.of());
    session.onToolCalls(List.of(ORDER));
    session.cancel();
    session.confirm();
    runTasks();

    assertThat(shop.getRequestCount()).isZero();
    assertThat(returned()).isEmpty();
    assertThat(released).isEqualTo(1);
  }

  @Test
  void runsToolsImmediatelyOnceConfirmed() {
    shop.enqueue(answer(200, "booked"));
    AnswerSession session = speculative();
    session.start(List.of());
    session.confirm();
    session.onToolCalls(List.of(ORDER));
    runTasks();

    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
  }
}
