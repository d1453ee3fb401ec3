// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.Dialog;
import dev.trunkline.dialog.core.Manners;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Manners MANNERS = Manners.from(Settings.of(Map.of()));
  private static final List<Event> SILENCE = List.of();
  private static final List<Event> COMMAND = List.of(new HangUp("CA1", 1, 1));
  private static final List<Event> WORD = List.of(new FloorRaised("CA1", 1, 1));

  @Test
  void whatWasTakenInStaysUntilARecordThatStaysTellsOfIt() {
    Trail trail = Trail.of(null).followedBy("calls-0@1:1").after(SILENCE, MANNERS);
    trail = trail.followedBy("speech-0@1:2").after(COMMAND, MANNERS);
    trail = trail.followedBy("timer:3");
    assertThat(trail.inputs()).containsExactly("calls-0@1:1", "speech-0@1:2", "timer:3");
    assertThat(trail.after(WORD, MANNERS).inputs()).isEmpty();
  }

  @Test
  void decisionsThatAreToldCountAndOthersDoNot() {
    Trail trail = Trail.of(null).followedBy("a-0@1:1").after(SILENCE, MANNERS);
    assertThat(trail.decisions()).isZero();
    trail = trail.followedBy("a-0@2:1").after(COMMAND, MANNERS);
    assertThat(trail.decisions()).isEqualTo(1);
    assertThat(trail.followedBy("a-0@3:1").after(WORD, MANNERS).decisions()).isEqualTo(2);
  }

  @Test
  void mannersAreToldOnceAndAgainWhenTheyChange() throws Exception {
    Trail first = Trail.of(null).followedBy("a-0@1:1");
    assertThat(told(first, MANNERS)).isTrue();
    Trail second = first.after(WORD, MANNERS).followedBy("a-0@2:1");
    assertThat(told(second, MANNERS)).isFalse();
    Manners other = Manners.from(Settings.of(Map.of("GREETING", "Good evening.")));
    assertThat(told(second, other)).isTrue();
    assertThat(MannersForm.read(MannersForm.of(other).json())).isEqualTo(other);
  }

  @Test
  void aCallOfAReleaseThatKeptNoTrailHasABrokenOne() {
    var headers = new RecordHeaders();
    var conversation = new RememberedCall(anyConversation(), null, null, null, null);
    Trail.of(conversation).followedBy("a-0@1:1").putInputs(MANNERS, headers);
    assertThat(DecisionTrail.isBroken(KafkaHeaders.of(headers))).isTrue();
  }

  private static Conversation anyConversation() {
    var call = new CallStarted("CA1", "MZ1", "+1", "+2", 1);
    var after = new Dialog(MANNERS).on(null, call, 1).conversation();
    return Objects.requireNonNull(after);
  }

  private static boolean told(Trail trail, Manners manners) {
    var headers = new RecordHeaders();
    trail.putInputs(manners, headers);
    return DecisionTrail.manners(KafkaHeaders.of(headers)).isPresent();
  }
}
