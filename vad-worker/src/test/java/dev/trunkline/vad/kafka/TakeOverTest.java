// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.sound.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker dies after any poll; another one starts at the committed offset, or earlier. */
class TakeOverTest {
  private static final long WINDOW_MS = 32;
  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), 4);

  /** How many events a worker had published, and what it could commit, when it died. */
  private record Death(int published, long committable) {}

  @AfterAll
  static void close() {
    silero.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.005})
  void successorLosesAndAddsNoUtterance(double noise) {
    byte[] call =
        Sound.over(
            Sound.join(
                Sound.silence(1_000),
                Sound.balance(),
                Sound.silence(400),
                Sound.appointment(),
                Sound.silence(2_000),
                Sound.balance(),
                Sound.silence(700)),
            Sound.white(10_000, noise));
    List<ConsumerRecord<String, byte[]>> frames = WorkerRig.frames(call);
    var first = new WorkerRig(silero);
    List<Death> deaths = pollAll(first, frames);
    List<SpeechEnded> whole = FencingReader.utterances(first.events);
    assertThat(whole).hasSize(3);

    NavigableMap<Long, List<SpeechEvent>> successors = successors(frames);
    for (Death death : deaths) {
      successors
          .headMap(death.committable, true)
          .values()
          .forEach(again -> {
            var published = new ArrayList<>(first.events.subList(0, death.published));
            published.addAll(again);
            assertSame(FencingReader.utterances(published), whole);
          });
    }
  }

  private static List<Death> pollAll(
      WorkerRig worker, List<ConsumerRecord<String, byte[]>> frames) {
    var deaths = new ArrayList<Death>();
    for (int read = 0; read < frames.size(); read += WorkerRig.POLL) {
      long committable = worker.unfinished.committable(WorkerRig.PARTITION, read);
      deaths.add(new Death(worker.events.size(), committable));
      worker.poll(frames.subList(read, Math.min(read + WorkerRig.POLL, frames.size())));
    }
    return deaths;
  }

  /** What a worker publishes that starts at an offset, for every seventh offset. */
  private static NavigableMap<Long, List<SpeechEvent>> successors(
      List<ConsumerRecord<String, byte[]>> frames) {
    var published = new TreeMap<Long, List<SpeechEvent>>();
    for (int from = 0; from < frames.size(); from += 7) {
      var worker = new WorkerRig(silero);
      worker.poll(frames.subList(from, frames.size()));
      assertPaired(worker.events);
      published.put((long) from, worker.events);
    }
    return published;
  }

  private static void assertPaired(List<SpeechEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i)).isInstanceOf(i % 2 == 0 ? SpeechStarted.class : SpeechEnded.class);
    }
  }

  private static void assertSame(List<SpeechEnded> found, List<SpeechEnded> whole) {
    assertThat(found).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(found.get(i).startMs()).isCloseTo(whole.get(i).startMs(), within(WINDOW_MS));
      assertThat(found.get(i).endMs()).isCloseTo(whole.get(i).endMs(), within(WINDOW_MS));
    }
  }
}
