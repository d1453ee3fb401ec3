// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationInput;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.dialog.core.Dialog;
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

class PendingTrailTest {
  private static final ConversationSettings SETTINGS =
      ConversationSettings.from(Settings.of(Map.of()));
  private static final List<Event> NO_EVENTS = List.of();
  private static final List<Event> COMMAND = List.of(new HangUp("CA1", 1, 1));
  private static final List<Event> RETAINED = List.of(new FloorRaised("CA1", 1, 1));

  @Test
  void inputsStayUntilARetainedRecordListsThem() {
    PendingTrail trail =
        PendingTrail.of(null).plus("calls-0@1:1").afterPublishing(NO_EVENTS, SETTINGS);
    trail = trail.plus("speech-0@1:2").afterPublishing(COMMAND, SETTINGS);
    trail = trail.plus("timer:3");
    assertThat(trail.inputs()).containsExactly("calls-0@1:1", "speech-0@1:2", "timer:3");
    assertThat(trail.afterPublishing(RETAINED, SETTINGS).inputs()).isEmpty();
  }

  @Test
  void onlyDecisionsWithEventsAreNumbered() {
    PendingTrail trail = PendingTrail.of(null).plus("a-0@1:1").afterPublishing(NO_EVENTS, SETTINGS);
    assertThat(trail.decisions()).isZero();
    trail = trail.plus("a-0@2:1").afterPublishing(COMMAND, SETTINGS);
    assertThat(trail.decisions()).isEqualTo(1);
    assertThat(trail.plus("a-0@3:1").afterPublishing(RETAINED, SETTINGS).decisions()).isEqualTo(2);
  }

  @Test
  void settingsArePublishedOnceAndWhenTheyChange() throws Exception {
    PendingTrail first = PendingTrail.of(null).plus("a-0@1:1");
    assertThat(publishesSettings(first, SETTINGS)).isTrue();
    PendingTrail second = first.afterPublishing(RETAINED, SETTINGS).plus("a-0@2:1");
    assertThat(publishesSettings(second, SETTINGS)).isFalse();
    ConversationSettings other =
        ConversationSettings.from(Settings.of(Map.of("GREETING", "Good evening.")));
    assertThat(publishesSettings(second, other)).isTrue();
    assertThat(ConversationSettingsJson.read(ConversationSettingsJson.of(other).json()))
        .isEqualTo(other);
  }

  @Test
  void callStoredWithoutATrailHasABrokenOne() {
    var headers = new RecordHeaders();
    var conversation = new StoredCall(anyConversation(), null, null, null, null);
    PendingTrail.of(conversation).plus("a-0@1:1").putInputs(SETTINGS, headers);
    assertThat(DecisionTrail.isBroken(KafkaHeaders.of(headers))).isTrue();
  }

  private static Conversation anyConversation() {
    var call = new CallStarted("CA1", "MZ1", "+1", "+2", 1);
    var after = new Dialog(SETTINGS).on(null, ConversationInput.of(call), 1).conversation();
    return Objects.requireNonNull(after);
  }

  private static boolean publishesSettings(PendingTrail trail, ConversationSettings settings) {
    var headers = new RecordHeaders();
    trail.putInputs(settings, headers);
    return DecisionTrail.manners(KafkaHeaders.of(headers)).isPresent();
  }
}
