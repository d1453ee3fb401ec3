package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.event.PlaybackEvent.PlaybackFinished;
import dev.trunkline.common.event.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.common.event.PlaybackEvent.PlaybackStarted;
import dev.trunkline.common.topic.OutboundAudio;
import dev.trunkline.common.topic.OutboundAudio.End;
import dev.trunkline.gateway.metrics.GatewayMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlayoutTest {
  private static final String CALL = "CA1";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<PlaybackEvent> events = new ArrayList<>();
  private final RecordingLine line = new RecordingLine("MZ1");
  private long nowMs = 1_000;
  private int hangUps;
  private final Playout playout = playout(Duration.ofMinutes(10));

  @Test
  void speechIsSentALittleAheadOfTheEar() {
    for (int chunk = 0; chunk < 20; chunk++) {
      playout.add(speech(1, 0, chunk, End.NOTHING, ""), 0);
    }

    assertThat(line.taken()).as("200 ms ahead").hasSize(4);
    advanceMs(20);
    assertThat(line.taken()).containsExactly("audio 1:0:2", "mark 1:0:2:0");
    advanceMs(20);
    assertThat(line.taken()).isEmpty();
    advanceMs(80);
    assertThat(line.taken()).containsExactly("audio 1:0:3", "mark 1:0:3:0");
  }

  @Test
  void afterAStallAsMuchIsSentAsIsNeededToBeAheadAgain() {
    for (int chunk = 0; chunk < 20; chunk++) {
      playout.add(speech(1, 0, chunk, End.NOTHING, ""), 0);
    }
    line.taken();

    advanceMs(1_000);

    assertThat(line.taken()).hasSize(4);
    assertThat(count("trunkline.gateway.playback.underruns")).isEqualTo(1);
  }

  @Test
  void aTurnIsReportedWhenItStartsAndWhenItsLastMarkIsBack() {
    line.mediaMs = 4_240;
    playout.add(speech(1, 0, 0, End.SEGMENT, "Yes. "), 77);
    playout.add(speech(1, 1, 0, End.TURN, "Well."), 99);
    assertThat(events).containsExactly(new PlaybackStarted(CALL, "MZ1", 1, 4_240, 77, nowMs));

    advanceMs(100);
    playout.markReturned("1:0:0:0");
    assertThat(events).hasSize(1);
    line.mediaMs = 4_440;
    advanceMs(100);
    playout.markReturned("1:1:0:0");

    assertThat(events.getLast()).isEqualTo(new PlaybackFinished(CALL, "MZ1", 1, 4_440, nowMs));
    assertThat(events).hasSize(2);
  }

  @Test
  void theEndOfATurnMayCarryNoSound() {
    playout.add(speech(1, 0, 0, End.SEGMENT, "Yes."), 0);
    playout.add(silent(1, 1, 0, End.TURN), 0);
    assertThat(line.taken()).containsExactly("audio 1:0:0", "mark 1:0:0:0", "mark 1:1:0:0");

    advanceMs(110);
    playout.markReturned("1:0:0:0");
    playout.markReturned("1:1:0:0");

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void repeatedSpeechIsPlayedOnce() {
    playout.add(speech(1, 0, 0, End.NOTHING, ""), 0);
    playout.add(speech(1, 0, 1, End.SEGMENT, ""), 0);
    line.taken();

    playout.add(speech(1, 0, 0, End.NOTHING, ""), 0);
    playout.add(speech(1, 0, 1, End.SEGMENT, ""), 0);
    playout.add(speech(0, 0, 0, End.TURN, ""), 0);
    advanceMs(500);

    assertThat(line.taken()).isEmpty();
    assertThat(dropped("repeated")).isEqualTo(3);
  }

  @Test
  void aLaterTurnWaitsForTheOneThatPlays() {
    playout.add(speech(1, 0, 0, End.TURN, ""), 0);
    playout.add(speech(2, 0, 0, End.TURN, ""), 0);

    assertThat(line.taken())
        .containsExactly("audio 1:0:0", "mark 1:0:0:0", "audio 2:0:0", "mark 2:0:0:0");
  }

  @Test
  void anInterruptionStopsAtOnceAndTellsTheWordsThatWereHeard() {
    String text = "one two three four five six";
    playout.add(speech(1, 0, 0, End.SEGMENT, "Before. "), 0);
    say(1, 1, text);
    advanceMs(100);
    playout.markReturned("1:0:0:0");
    advanceMs(100);
    playout.markReturned("1:1:0:0");
    advanceMs(100);
    playout.markReturned("1:1:1:0");
    advanceMs(60);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).containsExactly("clear", "fade 80");
    // 10 ms a character: 260 ms into the segment is after "one two three four five si".
    assertThat(events.getLast())
        .isEqualTo(
            new PlaybackInterrupted(
                CALL, "MZ1", 1, 1, "one two three four five six", 360, 0, nowMs));
  }

  @Test
  void aWordOfWhichLessThanHalfWasHeardDoesNotCount() {
    say(1, 0, "one two extraordinary");
    advanceMs(100);
    playout.markReturned("1:0:0:0");
    advanceMs(20);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(1).heardMs()).isEqualTo(120);
  }

  @Test
  void thePlayOutClockTellsWhatWasHeardBeforeAnyMarkIsBack() {
    say(1, 0, "one two three four five");
    advanceMs(75);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
  }

  @Test
  void aLateMarkHoldsThePlayOutClockBack() {
    say(1, 0, "one two three four five");
    advanceMs(180);
    playout.markReturned("1:0:0:0");
    advanceMs(10);

    playout.interrupt(2);

    assertThat(interrupted(1).heardMs()).as("100 confirmed, 10 since").isEqualTo(110);
  }

  @Test
  void speechOfAnInterruptedTurnIsNotPlayedAnyMore() {
    say(1, 0, "one two three four five six seven");
    playout.interrupt(2);
    line.taken();

    playout.add(speech(1, 1, 0, End.TURN, "more"), 0);
    advanceMs(1_000);

    assertThat(line.taken()).isEmpty();
    assertThat(dropped("below-floor")).isGreaterThan(1);
  }

  @Test
  void repeatingAnInterruptionDoesNothingMore() {
    say(1, 0, "one two three");
    playout.interrupt(2);
    List<PlaybackEvent> once = List.copyOf(events);
    line.taken();

    playout.interrupt(2);
    playout.interrupt(1);

    assertThat(events).isEqualTo(once);
    assertThat(line.taken()).isEmpty();
    assertThat(count("trunkline.gateway.interrupts")).isEqualTo(1);
  }

  @Test
  void everyTurnBelowTheFloorGetsAnAnswerAlsoIfNothingOfItIsKnown() {
    say(1, 0, "one two three four five six seven eight nine");
    playout.add(speech(2, 0, 0, End.TURN, "later"), 0);

    playout.interrupt(4);

    assertThat(interrupted(2).segmentHeard()).isEmpty();
    assertThat(interrupted(3).segmentHeard()).isEmpty();
    assertThat(events).extracting(PlaybackEvent::turn).containsExactly(1, 1, 2, 3);
  }

  @Test
  void aTurnThatWasHeardToItsEndIsNotInterrupted() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);
    playout.markReturned("1:0:0:0");
    int before = events.size();

    playout.interrupt(2);

    assertThat(events).hasSize(before);
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void aTurnWhoseEndWasHeardButNotConfirmedIsFinished() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);

    playout.interrupt(2);

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    playout.markReturned("1:0:0:0");
    assertThat(events).hasSize(2);
  }

  @Test
  void speechAboveTheFloorThatAClearDroppedIsSentAgain() {
    playout.add(speech(1, 0, 0, End.TURN, "One."), 0);
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(40);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).containsExactly("clear", "fade 80", "audio 2:0:0", "mark 2:0:0:2");
    assertThat(playout.markReturned("2:0:0:0")).as("flushed by the clear").isFalse();
    advanceMs(100);
    assertThat(events).noneMatch(e -> e instanceof PlaybackFinished);
    assertThat(playout.markReturned("2:0:0:2")).isTrue();
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    assertThat(events.stream().filter(e -> e instanceof PlaybackStarted)).hasSize(2);
  }

  @Test
  void aLateInterruptionOfATurnThatIsOverDoesNotDisturbTheNext() {
    playout.add(speech(1, 0, 0, End.TURN, "One."), 0);
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(140);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).isEmpty();
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    assertThat(events.getLast().turn()).isEqualTo(1);
    advanceMs(60);
    playout.markReturned("2:0:0:0");
    assertThat(events.getLast().turn()).isEqualTo(2);
  }

  @Test
  void aMarkThatIsBackTooEarlyDoesNotMeanThatItsSpeechWasHeard() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(10);
    playout.markReturned("1:0:0:0");
    assertThat(events).noneMatch(e -> e instanceof PlaybackFinished);

    advanceMs(100);

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void aTurnThatDoesNotFitLosesItsRestAndIsReportedAsCutWhereItEnded() {
    Playout small = playout(Duration.ofMillis(250));
    for (int chunk = 0; chunk < 10; chunk++) {
      small.add(speech(1, 0, chunk, chunk == 9 ? End.TURN : End.NOTHING, "w" + chunk + " "), 0);
    }
    assertThat(dropped("queue-full")).isEqualTo(6);

    for (int chunk = 0; chunk < 5; chunk++) {
      nowMs += 110;
      small.tick();
      small.markReturned("1:0:" + chunk + ":0");
    }

    PlaybackInterrupted cut = (PlaybackInterrupted) events.getLast();
    assertThat(cut.segmentHeard()).isEqualTo("w0 w1 w2 w3");
    assertThat(cut.heardMs()).isEqualTo(400);
    small.add(speech(2, 0, 0, End.TURN, "next"), 0);
    assertThat(events.getLast().turn()).isEqualTo(2);
  }

  @Test
  void whenTheStreamIsLostItsTurnIsCutAndLaterOnesWaitForTheNextStream() {
    say(1, 0, "one two three");
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(80);
    line.taken();

    playout.detach();
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    playout.add(speech(1, 1, 0, End.TURN, "rest"), 0);
    advanceMs(1_000);
    assertThat(line.taken()).isEmpty();

    var next = new RecordingLine("MZ2");
    playout.attach(next);
    assertThat(next.taken()).containsExactly("audio 2:0:0", "mark 2:0:0:2");
    nowMs += 100;
    playout.markReturned("2:0:0:2");
    assertThat(events.getLast()).isEqualTo(new PlaybackFinished(CALL, "MZ2", 2, 0, nowMs));
  }

  @Test
  void atTheEndOfTheCallEveryTurnGetsItsEnd() {
    say(1, 0, "one two three");
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(80);

    playout.end();

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(2).segmentHeard()).isEmpty();
    assertThat(events.stream().filter(e -> e instanceof PlaybackInterrupted)).hasSize(2);
  }

  @Test
  void aHangUpWaitsUntilItsTurnWasHeard() {
    playout.hangUpAfter(1);
    playout.add(speech(1, 0, 0, End.TURN, "Bye."), 0);
    advanceMs(100);
    assertThat(hangUps).isZero();

    playout.markReturned("1:0:0:0");

    assertThat(hangUps).isEqualTo(1);
    advanceMs(60_000);
    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void aHangUpIsDoneAtOnceIfItsTurnIsOver() {
    playout.interrupt(3);
    playout.hangUpAfter(2);

    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void aHangUpDoesNotWaitForEverForSpeechThatDoesNotCome() {
    playout.hangUpAfter(1);
    advanceMs(15_000);
    assertThat(hangUps).isZero();

    advanceMs(20);

    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void aPauseStopsTheVoiceAtOnceAndTheAnswerGoesOnFromTheWordWhereItStopped() {
    say(1, 0, "one two three four");
    advanceMs(105);
    playout.markReturned("1:0:0:0");
    line.taken();
    int before = events.size();

    playout.pause(1);
    assertThat(line.taken()).containsExactly("clear", "fade 80");
    advanceMs(700);
    assertThat(line.taken()).isEmpty();
    playout.resume(1);

    // It stopped in "three", whose begin is 20 ms before the end of the first chunk.
    assertThat(line.taken())
        .containsExactly("audio 1:0:0 of 160", "mark 1:0:0:0:1", "audio 1:0:1", "mark 1:0:1:0:1");
    assertThat(events).hasSize(before);
    advanceMs(20);
    playout.markReturned("1:0:0:0:1");
    advanceMs(80);
    playout.interrupt(2);
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two three four");
    assertThat(interrupted(1).heardMs()).isEqualTo(180);
  }

  @Test
  void anAnswerThatIsPausedAndThenStoppedWasHeardUpToThePause() {
    say(1, 0, "one two three four");
    advanceMs(75);
    playout.pause(1);
    advanceMs(600);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(1).heardMs()).isEqualTo(75);
    line.taken();
    playout.add(speech(2, 0, 0, End.TURN, "Next."), 0);
    assertThat(line.taken()).as("the pause is over").hasSize(2);
  }

  @Test
  void anAnswerThatIsPausedBeforeItsFirstSoundWaitsForItsRelease() {
    playout.pause(1);
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(300);
    assertThat(line.taken()).isEmpty();
    assertThat(events).isEmpty();

    playout.resume(1);

    assertThat(line.taken()).containsExactly("audio 1:0:0", "mark 1:0:0:0");
    assertThat(events).hasSize(1);
  }

  @Test
  void aPauseOfATurnThatIsOverOrForbiddenDoesNothing() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);
    playout.markReturned("1:0:0:0");
    playout.interrupt(4);
    line.taken();

    playout.pause(1);
    playout.pause(3);
    playout.add(speech(4, 0, 0, End.TURN, "Next."), 0);

    assertThat(line.taken()).containsExactly("audio 4:0:0", "mark 4:0:0:4");
  }

  @Test
  void repeatingAPauseOrAResumeDoesNothingMore() {
    say(1, 0, "one two three four");
    advanceMs(45);
    playout.pause(1);
    playout.pause(1);
    playout.resume(1);
    line.taken();
    playout.resume(1);
    playout.resume(2);
    assertThat(line.taken()).isEmpty();
    assertThat(count("trunkline.gateway.pauses")).isEqualTo(1);
    assertThat(count("trunkline.gateway.resumes")).isEqualTo(1);
  }

  @Test
  void aPauseThatNobodyEndsIsOverByItself() {
    playout.pause(1);
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(19_990);
    assertThat(line.taken()).isEmpty();
    advanceMs(20);
    assertThat(line.taken()).hasSize(2);
  }

  @Test
  void aPauseEndsWithItsStream() {
    say(1, 0, "one two three four");
    advanceMs(75);
    playout.pause(1);
    playout.detach();
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    var next = new RecordingLine("MZ2");
    playout.attach(next);
    playout.add(speech(2, 0, 0, End.TURN, "Back."), 0);
    assertThat(next.taken()).hasSize(2);
  }

  @Test
  void theCallerHearsTheAssistantAsLongAsItsSpeechLasts() {
    assertThat(playout.isAudible()).isFalse();
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    assertThat(playout.isAudible()).isTrue();
    advanceMs(100);
    assertThat(playout.isAudible()).isFalse();
  }

  /** A segment of 100 ms chunks in which every character takes 10 ms. */
  private void say(int turn, int segment, String text) {
    for (int chunk = 0; chunk * 10 < text.length(); chunk++) {
      int end = Math.min(text.length(), chunk * 10 + 10);
      End ends = end == text.length() ? End.SEGMENT : End.NOTHING;
      playout.add(speech(turn, segment, chunk, ends, text.substring(chunk * 10, end)), 0);
    }
  }

  private static OutboundAudio speech(int turn, int segment, int chunk, End end, String text) {
    var textMs = new int[text.length()];
    for (int i = 0; i < textMs.length; i++) {
      textMs[i] = i * 10;
    }
    return new OutboundAudio(CALL, turn, segment, chunk, end, text, textMs, new byte[800]);
  }

  private static OutboundAudio silent(int turn, int segment, int chunk, End end) {
    return new OutboundAudio(CALL, turn, segment, chunk, end, "", new int[0], new byte[0]);
  }

  private Playout playout(Duration mostQueued) {
    var limits =
        new Playout.Limits(
            Duration.ofMillis(200), mostQueued, Duration.ofSeconds(15), Duration.ofSeconds(20));
    return new Playout(
        CALL,
        line,
        limits,
        () -> nowMs * 1_000_000,
        () -> java.time.Instant.ofEpochMilli(nowMs),
        new Playout.Reports(events::add, () -> hangUps++),
        new GatewayMeters(meters));
  }

  private void advanceMs(long ms) {
    nowMs += ms;
    playout.tick();
  }

  private PlaybackInterrupted interrupted(int turn) {
    return events.stream()
        .filter(e -> e instanceof PlaybackInterrupted && e.turn() == turn)
        .map(PlaybackInterrupted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private double dropped(String reason) {
    return meters.get("trunkline.records.dropped").tag("reason", reason).counter().count();
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  /** Writes down what is sent; audio under the name of its mark. */
  private static final class RecordingLine implements Line {
    private final String streamSid;
    private final List<String> sent = new ArrayList<>();
    private byte @Nullable [] waiting;
    long mediaMs;

    RecordingLine(String streamSid) {
      this.streamSid = streamSid;
    }

    @Override
    public String streamSid() {
      return streamSid;
    }

    @Override
    public long mediaMs() {
      return mediaMs;
    }

    @Override
    public void sendAudio(byte[] ulaw) {
      flush();
      waiting = ulaw;
    }

    @Override
    public void sendMark(String name) {
      if (waiting != null) {
        String[] parts = name.split(":", -1);
        String size = waiting.length == 800 ? "" : " of " + waiting.length;
        sent.add("audio " + parts[0] + ":" + parts[1] + ":" + parts[2] + size);
        waiting = null;
      }
      sent.add("mark " + name);
    }

    @Override
    public void sendClear() {
      flush();
      sent.add("clear");
    }

    /** Audio that no mark follows. */
    private void flush() {
      if (waiting != null) {
        sent.add("fade " + waiting.length);
        waiting = null;
      }
    }

    List<String> taken() {
      flush();
      var taken = List.copyOf(sent);
      sent.clear();
      return taken;
    }
  }
}
