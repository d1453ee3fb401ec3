// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.DecisionTrail.Input;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTrailTest {
  private final TestHeaders headers = new TestHeaders();

  @Test
  void readsInputsAsTheyWereWritten() throws Exception {
    String place = DecisionTrail.place("audio.in-bound", 3, 77);
    DecisionTrail.putNumber(12, headers);
    DecisionTrail.putInputs(
        List.of(DecisionTrail.input(place, 1_000), DecisionTrail.timer(1_020)), headers);
    assertThat(DecisionTrail.number(headers)).hasValue(12);
    assertThat(DecisionTrail.isBroken(headers)).isFalse();
    assertThat(DecisionTrail.inputs(headers))
        .containsExactly(new Input("audio.in-bound-3@77", 1_000), new Input("timer", 1_020));
  }

  @Test
  void marksATrailWithUnknownEarlierInputs() throws Exception {
    DecisionTrail.putInputs(List.of(DecisionTrail.BROKEN, DecisionTrail.timer(5)), headers);
    assertThat(DecisionTrail.isBroken(headers)).isTrue();
    assertThat(DecisionTrail.inputs(headers)).containsExactly(new Input("timer", 5));
  }

  @Test
  void aRecordWithoutTheHeadersHasNoTrail() throws Exception {
    assertThat(DecisionTrail.number(headers)).isEmpty();
    assertThat(DecisionTrail.inputs(headers)).isEmpty();
    assertThat(DecisionTrail.manners(headers)).isEmpty();
  }

  @Test
  void malformedHeadersAreUnreadable() {
    headers.add(DecisionTrail.INPUTS, "yesterday".getBytes(StandardCharsets.US_ASCII));
    headers.add(DecisionTrail.NUMBER, "one".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> DecisionTrail.inputs(headers)).isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> DecisionTrail.number(headers)).isInstanceOf(UnreadableRecord.class);
  }
}
