// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Records;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.sound.Sound;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed frames, next to a call that must not be affected by them. */
@Tag("fuzz")
class HostileRecordsTest {
  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), 4);
  private static final byte[] SPEECH =
      Sound.join(Sound.silence(2_000), Sound.balance(), Sound.silence(2_000));

  private int unreadable;

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void malformedFramesDoNotAffectAnotherCall() {
    List<ConsumerRecord<String, byte[]>> good = WorkerRig.frames(SPEECH);
    var alone = new WorkerRig(silero);
    alone.poll(good);
    var rig = new WorkerRig(silero);
    int every = Fuzz.CASES / good.size() + 1;

    Fuzz.cases((number, mutator) -> {
      var headers = new RecordHeaders();
      String call = "CAhostile" + number / 100;
      InboundAudio.putHeaders(
          KafkaHeaders.of(headers),
          ascii("MZ"),
          number % 100,
          number % 100 * 20L,
          ascii("gateway.a"));
      ConsumerRecord<String, byte[]> record =
          Records.broken(mutator, "audio.inbound", 0, number, call, new byte[160], headers);
      unreadable += isUnreadable(record) ? 1 : 0;
      rig.pollTogether(
          number % every == 0 ? List.of(record, good.get(number / every)) : List.of(record));
    });
    rig.poll(good.subList((Fuzz.CASES - 1) / every + 1, good.size()));

    assertThat(unreadable).isBetween(Fuzz.CASES / 20, Fuzz.CASES * 19 / 20);
    assertThat(rig.deadLetters).hasSize(unreadable);
    assertThat(rig.events.stream().filter(event -> event.callSid().equals("CA1")).toList())
        .isEqualTo(List.<SpeechEvent>copyOf(alone.events));
    rig.nanos += 3_600_000_000_000L;
    rig.worker.tick();
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.unfinished.size()).isZero();
  }

  private static boolean isUnreadable(ConsumerRecord<String, byte[]> record) {
    try {
      InboundAudio frame = KafkaRecords.inboundAudio(record);
      return frame.sequence() < 0 || frame.mediaMs() < 0 || frame.mediaMs() > 31_536_000_000L;
    } catch (UnreadableRecord e) {
      return true;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
