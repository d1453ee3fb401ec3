// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Every sample's value is its character's index in the text, so the sound shows what is heard. */
class SpeechSpliceTest {
  private static final String TEXT = "We are open from nine in the morning. ";
  private static final int CHUNK = OutboundAudio.CHUNK_MS * MuLaw.PER_MS;

  private final SpeechSplice splice = new SpeechSplice();
  private final List<OutboundAudio> heard = new ArrayList<>();

  @Test
  void passesOnASingleAttemptUnchanged() {
    List<OutboundAudio> first = spoken(0, evenly(40));
    List<OutboundAudio> second = spoken(1, evenly(40));
    accept(first);
    accept(second);
    assertThat(heard).hasSize(first.size() + second.size());
    assertThat(heard.getLast()).isSameAs(second.getLast());
  }

  @Test
  void continuesWithTheNextChunkOfAnEqualAttempt() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    accept(chunks.subList(0, 7));
    accept(chunks);
    assertThat(heard).isEqualTo(chunks);
  }

  @RepeatedTest(200)
  void everyCharacterIsHeardOnceWhereverAttemptsBreakOff(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<OutboundAudio> last = List.of();
    for (int attempt = 0; attempt < 3; attempt++) {
      last = spoken(0, IntStream.generate(() -> random.nextInt(5, 160)).limit(TEXT.length()));
      accept(last.subList(0, random.nextInt(last.size())));
    }
    accept(last);
    assertThat(text()).isEqualTo(TEXT);
    assertThat(indexes())
        .isSorted()
        .containsAll(IntStream.range(0, TEXT.length()).boxed().toList());
    assertThat(heard).extracting(OutboundAudio::chunk).isSorted().doesNotHaveDuplicates();
    assertThat(heard.getLast().end()).isEqualTo(End.SEGMENT);
  }

  @Test
  void doesNotRepeatAPauseInTheSpeech() {
    var ms = evenly(40).toArray();
    ms[15] = 900;
    List<OutboundAudio> chunks = spoken(0, Arrays.stream(ms));
    accept(chunks.subList(0, 10));
    accept(spoken(0, Arrays.stream(ms).map(i -> i * 9 / 10)));
    assertThat(text()).isEqualTo(TEXT);
    assertThat(indexes().stream().filter(index -> index == 15).count() / MuLaw.PER_MS)
        .isBetween(790L, 920L);
  }

  @Test
  void splicesByTextWithoutAlignment() {
    List<OutboundAudio> slow =
        spoken(0, evenly(50)).stream().map(SpeechSpliceTest::untimed).toList();
    accept(slow.subList(0, 9));
    accept(spoken(0, evenly(40)).stream().map(SpeechSpliceTest::untimed).toList());
    assertThat(text()).isEqualTo(TEXT);
  }

  @Test
  void doesNotRepeatASegmentThatHasEnded() {
    accept(spoken(0, evenly(40)));
    int before = heard.size();
    accept(spoken(0, evenly(60)));
    assertThat(heard).hasSize(before);
  }

  @Test
  void passesOnSoundAfterTheEndOfASegment() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    accept(chunks);
    var rest =
        new OutboundAudio("CA1", 2, 0, chunks.size(), End.SEGMENT, "", new int[0], new byte[80]);
    assertThat(splice.accept(rest)).isSameAs(rest);
  }

  @Test
  void dropsRepeatsAndLateChunksOfAFencedWorker() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    accept(chunks.subList(0, 5));
    accept(chunks.subList(3, 5));
    accept(chunks.subList(0, 2));
    accept(chunks.subList(5, 7));
    accept(chunks.subList(2, chunks.size()));
    assertThat(text()).isEqualTo(TEXT);
    assertThat(heard).isEqualTo(chunks);
  }

  @Test
  void dropsEarlierTurnsAndSegments() {
    accept(spoken(1, evenly(40)));
    assertThat(splice.accept(spoken(0, evenly(40)).getFirst())).isNull();
  }

  private void accept(List<OutboundAudio> chunks) {
    for (OutboundAudio chunk : chunks) {
      OutboundAudio fresh = splice.accept(chunk);
      if (fresh != null) {
        heard.add(fresh);
      }
    }
  }

  private String text() {
    var text = new StringBuilder();
    heard.forEach(chunk -> text.append(chunk.text()));
    return text.toString();
  }

  private List<Integer> indexes() {
    var indexes = new ArrayList<Integer>();
    for (OutboundAudio chunk : heard) {
      for (byte index : chunk.ulaw()) {
        indexes.add((int) index);
      }
    }
    return indexes;
  }

  private static IntStream evenly(int ms) {
    return IntStream.generate(() -> ms).limit(TEXT.length());
  }

  /** The text spoken in turn 2, each character for as many milliseconds as given. */
  private static List<OutboundAudio> spoken(int segment, IntStream characterMs) {
    int[] ms = characterMs.toArray();
    var sound = new byte[Arrays.stream(ms).sum() * MuLaw.PER_MS];
    var starts = new int[ms.length];
    int at = 0;
    for (int i = 0; i < ms.length; i++) {
      starts[i] = at;
      Arrays.fill(sound, at, at + ms[i] * MuLaw.PER_MS, (byte) i);
      at += ms[i] * MuLaw.PER_MS;
    }
    var chunks = new ArrayList<OutboundAudio>();
    for (int from = 0; from < sound.length; from += CHUNK) {
      int start = from;
      int[] within =
          IntStream.range(0, ms.length)
              .filter(i -> starts[i] >= start && starts[i] < start + CHUNK)
              .toArray();
      String text =
          within.length == 0 ? "" : TEXT.substring(within[0], within[within.length - 1] + 1);
      chunks.add(
          new OutboundAudio(
              "CA1",
              2,
              segment,
              from / CHUNK,
              from + CHUNK < sound.length ? End.NOTHING : End.SEGMENT,
              text,
              Arrays.stream(within).map(i -> (starts[i] - start) / MuLaw.PER_MS).toArray(),
              Arrays.copyOfRange(sound, from, Math.min(sound.length, from + CHUNK))));
    }
    return chunks;
  }

  private static OutboundAudio untimed(OutboundAudio a) {
    return new OutboundAudio(
        a.callSid(), a.turn(), a.segment(), a.chunk(), a.end(), a.text(), new int[0], a.ulaw());
  }
}
