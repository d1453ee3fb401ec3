// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private final EventCodec<TurnEvent> codec = EventCodec.of(TurnEvent.class);

  @Test
  void decodesWhatItEncoded() throws Exception {
    var event =
        new TurnRequested("CA1", 3, List.of(new Message(Role.USER, "Zoë said \"hi\"")), 5, 7);
    assertThat(codec.decode(codec.encode(event))).contains(event);
  }

  @Test
  void aNullableFieldMayBeMissing() throws Exception {
    var event = new TurnCompleted("CA1", 0, "Hello.", false, null, 7);
    assertThat(codec.decode(codec.encode(event))).contains(event);
    assertThat(
            codec.decode(
                bytes(
                    "{'type':'turn-completed','callSid':'CA1','turn':0,'text':'Hello.','interrupted':false,'atMs':7}")))
        .contains(event);
  }

  @Test
  void jsonHasTypeAndVersion() {
    String json =
        new String(codec.encode(new TurnEvent.TurnCancelled("CA1", 2, 3, "barge-in", 9)), UTF_8);
    assertThat(json)
        .isEqualTo(
            "{\"type\":\"turn-cancelled\",\"v\":1,\"callSid\":\"CA1\",\"turn\":2,\"floor\":3,\"cause\":\"barge-in\",\"atMs\":9}");
  }

  @Test
  void ignoresAnUnknownType() throws Exception {
    assertThat(codec.decode(bytes("{'type':'turn-sung','v':9,'callSid':'CA1'}"))).isEmpty();
  }

  @Test
  void ignoresAnUnknownField() throws Exception {
    assertThat(
            codec.decode(
                bytes(
                    "{'type':'turn-cancelled','v':9,'mood':'good','callSid':'CA1','turn':2,'floor':3,'cause':'x','atMs':9}")))
        .contains(new TurnEvent.TurnCancelled("CA1", 2, 3, "x", 9));
  }

  @Test
  void namesALaterVersionThatLacksAField() {
    assertThatThrownBy(() ->
            codec.decode(
                bytes("{'type':'turn-cancelled','v':2,'callSid':'CA1','turn':2,'atMs':9}")))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage(
            "turn-cancelled has schema version 2, this reader knows 1: field floor is missing");
  }

  @Test
  void namesTheMissingField() {
    assertThatThrownBy(() ->
            codec.decode(
                bytes(
                    "{'type':'turn-requested','v':1,'callSid':'CA1','turn':2,'messages':[{'text':'Hi'}],'speechEndedAtMs':0,'atMs':9}")))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage("field role is missing");
  }

  @Test
  void namesTheInvalidFieldWithoutItsValue() {
    assertThatThrownBy(() ->
            codec.decode(
                bytes(
                    "{'type':'turn-cancelled','v':1,'callSid':'CA1','turn':'my"
                        + " secret','floor':3,'cause':'x','atMs':9}")))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage("field turn is not int");
  }

  @Test
  void whatIsNotAnEventIsUnreadable() {
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            "{",
            "{'type':7}",
            "{'v':1}",
            "{'type':'turn-cancelled','turn':2}",
            "{'type':'turn-cancelled','callSid':'CA1','turn':'two','floor':3,'cause':'x','atMs':9}")) {
      assertThatThrownBy(() -> codec.decode(bytes(text)))
          .as(text)
          .isInstanceOf(UnreadableRecord.class);
    }
    assertThatThrownBy(() -> codec.decode(null)).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void theReasonNeverContainsTheContent() {
    for (String text :
        List.of(
            "secret",
            "{'type':'turn-cancelled','callSid':'CA1','turn':'secret','floor':3,'cause':'x','atMs':9}")) {
      assertThatThrownBy(() -> codec.decode(bytes(text)))
          .message()
          .isNotBlank()
          .doesNotContain("secret");
    }
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
