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

/** The sound of a character is its place in the text, so it can be told what is heard. */
class SpeechSpliceTest {
  private static final String TEXT = "We are open from nine in the morning. ";
  private static final int CHUNK = OutboundAudio.CHUNK_MS * MuLaw.PER_MS;

  private final SpeechSplice splice = new SpeechSplice();
  private final List<OutboundAudio> heard = new ArrayList<>();

  @Test
  void whatIsSaidOnceIsLeftAsItIs() {
    List<OutboundAudio> first = spoken(0, evenly(40));
    List<OutboundAudio> second = spoken(1, evenly(40));
    hear(first);
    hear(second);
    assertThat(heard).hasSize(first.size() + second.size());
    assertThat(heard.getLast()).isSameAs(second.getLast());
  }

  @Test
  void whatIsSaidAgainInTheSameTimeGoesOnWithTheNextChunk() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    hear(chunks.subList(0, 7));
    hear(chunks);
    assertThat(heard).isEqualTo(chunks);
  }

  @RepeatedTest(200)
  void whereverItBreaksOffAndHoweverItIsSaidAgainEveryCharacterIsHeardOnce(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<OutboundAudio> last = List.of();
    for (int attempt = 0; attempt < 3; attempt++) {
      last = spoken(0, IntStream.generate(() -> random.nextInt(5, 160)).limit(TEXT.length()));
      hear(last.subList(0, random.nextInt(last.size())));
    }
    hear(last);
    assertThat(text()).isEqualTo(TEXT);
    assertThat(places()).isSorted().containsAll(IntStream.range(0, TEXT.length()).boxed().toList());
    assertThat(heard).extracting(OutboundAudio::chunk).isSorted().doesNotHaveDuplicates();
    assertThat(heard.getLast().end()).isEqualTo(End.SEGMENT);
  }

  @Test
  void aPauseThatWasHeardIsNotHeardAgain() {
    var ms = evenly(40).toArray();
    ms[15] = 900;
    List<OutboundAudio> chunks = spoken(0, Arrays.stream(ms));
    hear(chunks.subList(0, 10));
    hear(spoken(0, Arrays.stream(ms).map(i -> i * 9 / 10)));
    assertThat(text()).isEqualTo(TEXT);
    assertThat(places().stream().filter(place -> place == 15).count() / MuLaw.PER_MS)
        .isBetween(790L, 920L);
  }

  @Test
  void withoutAlignmentItGoesOnByTheText() {
    List<OutboundAudio> slow =
        spoken(0, evenly(50)).stream().map(SpeechSpliceTest::untimed).toList();
    hear(slow.subList(0, 9));
    hear(spoken(0, evenly(40)).stream().map(SpeechSpliceTest::untimed).toList());
    assertThat(text()).isEqualTo(TEXT);
  }

  @Test
  void whatHasEndedIsNotHeardAgainHoweverLongItTakes() {
    hear(spoken(0, evenly(40)));
    int before = heard.size();
    hear(spoken(0, evenly(60)));
    assertThat(heard).hasSize(before);
  }

  @Test
  void soundBehindASegmentsEndIsHeard() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    hear(chunks);
    var rest =
        new OutboundAudio("CA1", 2, 0, chunks.size(), End.SEGMENT, "", new int[0], new byte[80]);
    assertThat(splice.accept(rest)).isSameAs(rest);
  }

  @Test
  void repeatsAndWhatOneWhoWasTakenForDeadStillWritesAreDropped() {
    List<OutboundAudio> chunks = spoken(0, evenly(40));
    hear(chunks.subList(0, 5));
    hear(chunks.subList(3, 5));
    hear(chunks.subList(0, 2));
    hear(chunks.subList(5, 7));
    hear(chunks.subList(2, chunks.size()));
    assertThat(text()).isEqualTo(TEXT);
    assertThat(heard).isEqualTo(chunks);
  }

  @Test
  void earlierTurnsAndSegmentsAreOver() {
    hear(spoken(1, evenly(40)));
    assertThat(splice.accept(spoken(0, evenly(40)).getFirst())).isNull();
  }

  private void hear(List<OutboundAudio> chunks) {
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

  private List<Integer> places() {
    var places = new ArrayList<Integer>();
    for (OutboundAudio chunk : heard) {
      for (byte place : chunk.ulaw()) {
        places.add((int) place);
      }
    }
    return places;
  }

  private static IntStream evenly(int ms) {
    return IntStream.generate(() -> ms).limit(TEXT.length());
  }

  /** Turn 2 says the text, every character for as many milliseconds as given. */
  private static List<OutboundAudio> spoken(int segment, IntStream characterMs) {
    int[] ms = characterMs.toArray();
    var sound = new byte[Arrays.stream(ms).sum() * MuLaw.PER_MS];
    var begins = new int[ms.length];
    int at = 0;
    for (int i = 0; i < ms.length; i++) {
      begins[i] = at;
      Arrays.fill(sound, at, at + ms[i] * MuLaw.PER_MS, (byte) i);
      at += ms[i] * MuLaw.PER_MS;
    }
    var chunks = new ArrayList<OutboundAudio>();
    for (int from = 0; from < sound.length; from += CHUNK) {
      int begin = from;
      int[] within =
          IntStream.range(0, ms.length)
              .filter(i -> begins[i] >= begin && begins[i] < begin + CHUNK)
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
              Arrays.stream(within).map(i -> (begins[i] - begin) / MuLaw.PER_MS).toArray(),
              Arrays.copyOfRange(sound, from, Math.min(sound.length, from + CHUNK))));
    }
    return chunks;
  }

  private static OutboundAudio untimed(OutboundAudio a) {
    return new OutboundAudio(
        a.callSid(), a.turn(), a.segment(), a.chunk(), a.end(), a.text(), new int[0], a.ulaw());
  }
}
