// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random answers, pauses, resumptions and interruptions on a simulated stream that knows what was
 * played: every sample carries the number of its word.
 */
class HeardWordsTest {
  private static final String CALL = "CA1";

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reportedWordsMatchThePlayedOnesWithinOneWord(int seed) {
    var call = new Run(seed);
    call.playTurn(1);
    call.waitMs(call.random.nextInt(3_000));
    int pauses = call.random.nextInt(4);
    for (int i = 0; i < pauses; i++) {
      call.playout.pause(1);
      call.waitMs(call.random.nextInt(900));
      call.playout.resume(1);
      call.waitMs(call.random.nextInt(900));
    }
    if (call.random.nextBoolean()) {
      call.playout.pause(1);
      call.waitMs(call.random.nextInt(500));
    }
    call.playout.interrupt(2);
    call.waitMs(500);

    List<PlaybackEvent> ends =
        call.events.stream()
            .filter(e -> e instanceof PlaybackFinished || e instanceof PlaybackInterrupted)
            .toList();
    assertThat(ends).as("one end").hasSize(1);
    int reported =
        ends.getFirst() instanceof PlaybackInterrupted stopped
            ? call.wordsBefore(stopped.segment()) + words(stopped.segmentHeard())
            : call.wordCount();
    int played = call.line.words(1).stream().mapToInt(w -> w + 1).max().orElse(0);
    assertThat(reported).isBetween(played - 1, played + 1);
    assertNoWordIsLeftOut(call.line.words(1));
    if (ends.getFirst() instanceof PlaybackInterrupted stopped) {
      assertThat(call.segmentText(stopped.segment())).startsWith(stopped.segmentHeard());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pausedTurnIsHeardWholeAndRepeatsAtMostOneWord(int seed) {
    var call = new Run(seed);
    call.playTurn(1);
    for (int i = 0; i < 3; i++) {
      call.waitMs(call.random.nextInt(1_500));
      call.playout.pause(1);
      call.waitMs(call.random.nextInt(900));
      call.playout.resume(1);
    }
    call.waitMs(20_000);
    assertThat(call.events.getLast()).isInstanceOf(PlaybackFinished.class);
    List<Integer> words = call.line.words(1);
    assertThat(words.stream().distinct().count()).isEqualTo(call.wordCount());
    assertNoWordIsLeftOut(words);
    for (int word = 0; word < call.wordCount(); word++) {
      assertThat(call.line.heardMs(1, word))
          .as("word %d, but for its fade", word)
          .isGreaterThanOrEqualTo(call.wordMs.get(word) - Fade.MS);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("nothing below the floor is heard, in any order of records and with repeats")
  void nothingBelowTheFloorIsHeardInAnyOrder(int seed) {
    var call = new Run(seed);
    var steps = new ArrayList<Runnable>();
    for (int turn = 1; turn <= 3; turn++) {
      for (OutboundAudio chunk : call.turn(turn, 1)) {
        steps.add(() -> call.playout.add(chunk, 0));
        steps.add(() -> call.playout.add(chunk, 0));
      }
      int paused = turn;
      steps.add(() -> call.playout.pause(paused));
      steps.add(() -> call.playout.resume(paused));
      steps.add(() -> call.playout.interrupt(paused));
      steps.add(() -> call.playout.interrupt(paused));
    }
    call.inAnyOrder(steps);
    call.playout.interrupt(3);
    call.waitMs(50);
    call.line.forget();
    call.inAnyOrder(steps);
    assertThat(call.line.turns()).isSubsetOf(3);
    for (int turn = 1; turn <= 2; turn++) {
      int number = turn;
      assertThat(call.events)
          .filteredOn(e -> e.turn() == number && !(e instanceof PlaybackEvent.PlaybackStarted))
          .as("no second end of turn %d", turn)
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Words are in order; a paused word, and the one before it, may start twice. */
  private static void assertNoWordIsLeftOut(List<Integer> words) {
    for (int i = 1; i < words.size(); i++) {
      assertThat(words.get(i) - words.get(i - 1)).as("words %s at %d", words, i).isIn(-1, 1);
    }
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }

  /** One answer on one stream, in virtual time of 1 ms. */
  private static final class Run {
    final Random random;
    final List<PlaybackEvent> events = new ArrayList<>();
    final SimulatedTwilioStream line;
    final Playout playout;
    private final List<Integer> segmentWords = new ArrayList<>();
    private final List<String> segmentTexts = new ArrayList<>();
    private final List<Integer> wordMs = new ArrayList<>();
    private long nowMs = 1_000;

    Run(int seed) {
      random = new Random(seed);
      line = new SimulatedTwilioStream(random.nextInt(40));
      playout =
          new Playout(
              CALL,
              line,
              new Playout.Limits(
                  Duration.ofMillis(200),
                  Duration.ofMinutes(10),
                  Duration.ofSeconds(15),
                  Duration.ofSeconds(20)),
              new Clocks(() -> nowMs * 1_000_000, () -> Instant.ofEpochMilli(nowMs)),
              new Playout.Outputs(
                  events::add, () -> {}, new PlayoutMetrics(new SimpleMeterRegistry())));
    }

    void inAnyOrder(List<Runnable> steps) {
      Collections.shuffle(steps, random);
      for (Runnable step : steps) {
        step.run();
        waitMs(random.nextInt(60));
      }
    }

    void playTurn(int turn) {
      turn(turn, 1 + random.nextInt(3)).forEach(chunk -> playout.add(chunk, 0));
    }

    /** Segments of random words, cut into chunks of 100 ms, and the end of the turn. */
    List<OutboundAudio> turn(int turn, int segments) {
      var chunks = new ArrayList<OutboundAudio>();
      segmentWords.clear();
      segmentTexts.clear();
      wordMs.clear();
      int word = 0;
      for (int segment = 0; segment < segments; segment++) {
        int words = 2 + random.nextInt(5);
        segmentWords.add(words);
        chunks.addAll(segment(turn, segment, word, words));
        word += words;
      }
      chunks.add(new OutboundAudio(CALL, turn, segments, 0, End.TURN, "", new int[0], new byte[0]));
      return chunks;
    }

    private List<OutboundAudio> segment(int turn, int segment, int firstWord, int words) {
      var text = new StringBuilder();
      var beginMs = new ArrayList<Integer>();
      var sound = new ByteArrayOutputStream();
      int ms = 0;
      for (int w = 0; w < words; w++) {
        int letters = 1 + random.nextInt(9);
        int wordBegin = ms;
        for (int i = 0; i <= letters; i++) {
          text.append(i == letters ? ' ' : (char) ('a' + i));
          beginMs.add(ms);
          int letterMs = 30 + random.nextInt(70);
          byte[] letter = new byte[letterMs * 8];
          Arrays.fill(letter, SimulatedTwilioStream.code(turn, firstWord + w));
          sound.writeBytes(letter);
          ms += letterMs;
        }
        wordMs.add(ms - wordBegin);
      }
      segmentTexts.add(text.toString());
      return chunks(turn, segment, text.toString(), beginMs, sound.toByteArray());
    }

    private static List<OutboundAudio> chunks(
        int turn, int segment, String text, List<Integer> beginMs, byte[] sound) {
      var chunks = new ArrayList<OutboundAudio>();
      for (int from = 0; from < sound.length; from += 800) {
        int begin = from / 8;
        int end = Math.min(sound.length, from + 800) / 8;
        boolean last = end * 8 == sound.length;
        var part = new StringBuilder();
        var times = new ArrayList<Integer>();
        for (int i = 0; i < beginMs.size(); i++) {
          if (beginMs.get(i) >= begin && beginMs.get(i) < end) {
            part.append(text.charAt(i));
            times.add(beginMs.get(i) - begin);
          }
        }
        chunks.add(
            new OutboundAudio(
                CALL,
                turn,
                segment,
                chunks.size(),
                last ? End.SEGMENT : End.NOTHING,
                part.toString(),
                times.stream().mapToInt(Integer::intValue).toArray(),
                Arrays.copyOfRange(sound, from, end * 8)));
      }
      return chunks;
    }

    /** Empty after the last segment. */
    String segmentText(int segment) {
      return segment < segmentTexts.size() ? segmentTexts.get(segment) : "";
    }

    int wordsBefore(int segment) {
      return segmentWords.stream().limit(segment).mapToInt(Integer::intValue).sum();
    }

    int wordCount() {
      return segmentWords.stream().mapToInt(Integer::intValue).sum();
    }

    void waitMs(int ms) {
      for (int i = 0; i < ms; i++) {
        nowMs++;
        line.playTo(nowMs, playout);
        if (nowMs % 20 == 0) {
          playout.tick();
        }
      }
    }
  }
}
