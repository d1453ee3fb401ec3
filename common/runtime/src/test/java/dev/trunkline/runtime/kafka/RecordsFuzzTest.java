// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import dev.trunkline.fuzz.Records;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any record is either read or reported as unreadable; nothing else is thrown. */
@Tag("fuzz")
class RecordsFuzzTest {
  private static final List<String> TOPICS =
      List.of("calls", "speech", "transcripts", "turns", "replies", "playback", "gateway");

  private int read;
  private int unreadable;

  /** Reads a record. */
  private interface Reader {
    void read() throws UnreadableRecord;
  }

  @Test
  void anEventRoundTripsOrIsUnreadable() {
    Fuzz.cases((number, mutator) -> {
      String topic = mutator.pick(TOPICS);
      EventCodec<?> codec =
          Topics.ofEvents(topic).<EventCodec<?>>map(EventTopic::codec).orElse(Topics.COMMANDS);
      byte @Nullable [] value = mutator.value(mutator.pick(Records.samples(topic)).getBytes(UTF_8));
      count(() -> again(codec, value));
    });
    assertBothHappened();
  }

  @Test
  void aCallersFrameIsReadOrUnreadable() {
    var good = Records.noHeaders();
    InboundAudio.putHeaders(KafkaHeaders.of(good), ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio.putOverAssistant(KafkaHeaders.of(good));
    Fuzz.cases((number, mutator) -> {
      var record = Records.broken(mutator, "audio.inbound", 0, number, "CA1", new byte[160], good);
      count(() -> {
        InboundAudio frame = KafkaRecords.inboundAudio(record);
        assertGatewaysTopic(frame.returnAddress());
      });
    });
    assertBothHappened();
  }

  @Test
  void aSpeechChunkIsReadOrUnreadable() {
    var good = Records.noHeaders();
    new OutboundAudio("CA1", 2, 1, 5, End.SEGMENT, "hé", new int[] {0, 40}, new byte[800])
        .putHeaders(KafkaHeaders.of(good));
    Fuzz.cases((number, mutator) -> {
      var record = Records.broken(mutator, "gateway.a", 0, number, "CA1", new byte[800], good);
      count(() -> KafkaRecords.outboundAudio(record));
    });
    assertBothHappened();
  }

  @Test
  void eventHeadersAreReadOrUnreadable() {
    var good = Records.noHeaders();
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(good));
    AssistantName.put("shop", KafkaHeaders.of(good));
    DecisionTrail.putNumber(3, KafkaHeaders.of(good));
    DecisionTrail.putInputs(
        List.of("broken", DecisionTrail.input("calls-0@1", 5)), KafkaHeaders.of(good));
    DecisionTrail.putManners(new byte[] {'{', '}'}, KafkaHeaders.of(good));
    good.add("traceparent", ascii("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    Fuzz.cases((number, mutator) -> {
      KafkaHeaders headers = KafkaHeaders.of(broken(mutator, good));
      count(() -> {
        Optional<ReturnAddress> address = ReturnAddress.in(headers);
        address.ifPresent(RecordsFuzzTest::assertGatewaysTopic);
        AssistantName.put(AssistantName.in(headers), KafkaHeaders.of(Records.noHeaders()));
        DecisionTrail.isBroken(headers);
        DecisionTrail.manners(headers);
        DecisionTrail.number(headers);
        DecisionTrail.inputs(headers);
      });
    });
    assertBothHappened();
  }

  /** Copies of the headers, some with other text or huge numbers. */
  private static Headers broken(Mutator mutator, Headers good) {
    var headers = Records.noHeaders();
    good.forEach(header ->
        headers.add(
            header.key(),
            mutator.oneIn(8)
                ? mutator.text(new String(header.value(), US_ASCII)).getBytes(UTF_8)
                : mutator.oneIn(100)
                    ? "x@1:99999999999999999999".getBytes(UTF_8)
                    : header.value()));
    return mutator.headers(headers);
  }

  private static <E extends Event> void again(EventCodec<E> codec, byte @Nullable [] value)
      throws UnreadableRecord {
    Optional<E> event = codec.decode(value);
    if (event.isPresent()) {
      assertThat(codec.decode(codec.encode(event.get()))).isEqualTo(event);
    }
  }

  private void count(Reader reader) {
    try {
      reader.read();
      read++;
    } catch (UnreadableRecord e) {
      assertThat(e.getMessage()).isNotBlank();
      unreadable++;
    }
  }

  private void assertBothHappened() {
    assertThat(read).isPositive();
    assertThat(unreadable).isPositive();
    assertThat(read + unreadable).isEqualTo(Fuzz.CASES);
  }

  /** A name that could be another topic's is never used for writing. */
  private static void assertGatewaysTopic(ReturnAddress address) {
    assertThat(address.topic()).matches("gateway\\.[A-Za-z0-9._-]{1,200}");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
