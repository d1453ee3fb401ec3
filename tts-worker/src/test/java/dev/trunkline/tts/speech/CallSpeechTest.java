package dev.trunkline.tts.speech;

import static dev.trunkline.tts.speech.ChunkerTest.spread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.ReplyEvent.FloorRaised;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.topic.OutboundAudio;
import dev.trunkline.common.topic.OutboundAudio.End;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Sound;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Trouble;
import dev.trunkline.tts.elevenlabs.VoiceRequest;
import dev.trunkline.tts.elevenlabs.VoiceRequest.CloseContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.OpenContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.Say;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallSpeechTest {
  private static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("a");
  private static final SpeechLimits LIMITS =
      new SpeechLimits(
          3, 2, Duration.ofMillis(200), Duration.ofMillis(300), 30, Duration.ofSeconds(4));
  private static final RandomGenerator LONGEST_WAIT = () -> -1L;

  private long now = Long.MAX_VALUE - 1_000; // the clock may wrap at any time
  private long offset = 100;
  private final SpeechCache cache = new SpeechCache(10);
  private CallSpeech speech = call("Rachel");
  private final List<SpeechAction> done = new ArrayList<>();

  @Test
  void aFixedTextIsSynthesisedOnceAndThenSaidAtOnce() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    List<String> first = chunkNames();

    anotherCall("Rachel");
    fixed(0, "Hello. ");
    end(0, 1);
    assertThat(chunkNames()).isEqualTo(first);
    assertThat(audio().stream().map(OutboundAudio::text).reduce("", String::concat))
        .isEqualTo("Hello. ");
    assertThat(sent()).isEmpty();

    anotherCall("Adam");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void whatAModelWroteIsNotKept() {
    segment(0, 0, "Hello. ");
    opened(1);
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void aFixedTextThatWasCutShortIsNotKept() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    floor(1);
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void aTurnIsSaidInOneContextAndEndsWithAChunkOfItsOwn() {
    segment(0, 0, "Hello. ");
    assertThat(done).containsExactly(new SpeechAction.Connect(1), new SpeechAction.Hold(100));
    opened(1);
    segment(0, 1, "How are you?");
    end(0, 2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-1"),
            new Say("t0-1", "Hello. "),
            new Say("t0-1", "How are you? "),
            new CloseContext("t0-1"));
    hear(1, "t0-1", "Hello. ");
    hear(1, "t0-1", "How are you? ");
    assertThat(audio()).noneMatch(c -> c.end() == End.TURN);
    isFinal(1, "t0-1");
    assertThat(chunkNames())
        .containsExactly(
            "0/0/0 NOTHING", "0/0/1 SEGMENT", "0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
    assertThat(done.getLast()).isEqualTo(new SpeechAction.Release());
  }

  @Test
  void audioGoesToTheAddressThatCameLast() {
    segment(0, 0, "Hello. ");
    opened(1);
    ReturnAddress other = ReturnAddress.ofGateway("b");
    collect(speech.reply(new SegmentWritten("CA1", 0, 1, "You. ", 0, 0), offset++, other, now));
    hear(1, "t0-1", "Hello. ");
    assertThat(done)
        .filteredOn(SpeechAction.Publish.class::isInstance)
        .isNotEmpty()
        .allMatch(a -> ((SpeechAction.Publish) a).to().equals(other));
  }

  @Test
  void theHoldMovesAlongWithTheFinishedSegments() {
    segment(0, 0, "One. ");
    segment(0, 1, "Two. ");
    opened(1);
    hear(1, "t0-1", "One. ");
    hear(1, "t0-1", "Two. ");
    end(0, 2);
    isFinal(1, "t0-1");
    assertThat(done)
        .filteredOn(a -> a instanceof SpeechAction.Hold || a instanceof SpeechAction.Release)
        .containsExactly(
            new SpeechAction.Hold(100),
            new SpeechAction.Hold(101),
            new SpeechAction.Release(),
            new SpeechAction.Hold(102),
            new SpeechAction.Release());
  }

  @Test
  void aSuccessorGoesOnInTheMiddleOfATurn() {
    segment(4, 2, "Third. ");
    end(4, 3);
    opened(1);
    hear(1, "t4-1", "Third. ");
    isFinal(1, "t4-1");
    assertThat(chunkNames()).containsExactly("4/2/0 NOTHING", "4/2/1 SEGMENT", "4/3/0 TURN");
  }

  @Test
  void aSuccessorThatReadsOnlyTheEndStillEndsTheTurn() {
    end(4, 3);
    assertThat(chunkNames()).containsExactly("4/3/0 TURN");
    assertThat(sent()).isEmpty();
  }

  @Test
  void repeatsAreDropped() {
    segment(0, 0, "Hello. ");
    opened(1);
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    segment(0, 0, "Hello. ");
    end(0, 1);
    end(0, 1);
    isFinal(1, "t0-1");
    end(0, 1);
    segment(0, 1, "More. ");
    assertThat(sent()).filteredOn(Say.class::isInstance).hasSize(1);
    assertThat(audio()).filteredOn(c -> c.end() == End.TURN).hasSize(1);
    assertThat(dropped(Reason.REPEATED)).isEqualTo(5);
  }

  @Test
  void aRaisedFloorStopsTheTurnAtOnceAndItsLateAudioIsDropped() {
    segment(1, 0, "A long story. ");
    opened(1);
    hear(1, "t1-1", "A lo");
    segment(1, 1, "And more. ");
    done.clear();
    floor(2);
    assertThat(sent()).containsExactly(new CloseContext("t1-1"));
    assertThat(done).endsWith(new SpeechAction.Release());
    hear(1, "t1-1", "ng story. ");
    segment(1, 2, "Too late. ");
    end(1, 3);
    assertThat(audio()).isEmpty();
    assertThat(dropped(Reason.LATE_AUDIO)).isEqualTo(1);
    assertThat(dropped(Reason.BELOW_FLOOR)).isEqualTo(4);
    segment(2, 0, "Sorry? ");
    assertThat(sent()).endsWith(new OpenContext("t2-1"), new Say("t2-1", "Sorry? "));
  }

  @Test
  void theFloorNeverFalls() {
    floor(5);
    floor(3);
    segment(4, 0, "No. ");
    opened(1);
    assertThat(sent()).isEmpty();
  }

  @Test
  void aTurnThatProducedNoTextOpensNoContext() {
    segment(0, 0, "… ");
    end(0, 1);
    opened(1);
    floor(1);
    end(1, 0);
    assertThat(sent()).isEmpty();
    assertThat(chunkNames()).containsExactly("0/0/0 SEGMENT", "0/1/0 TURN", "1/0/0 TURN");
  }

  @Test
  void noMoreThanThreeContextsAreInUseAndTheRestWaits() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    hear(1, "t1-1", "Hel");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    isFinal(1, "t1-1");
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new Say("t3-1", "Fourth. "));
  }

  @Test
  void contextsThatAreNeverReleasedCostTheSocket() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    tickAfter(4_000);
    assertThat(done).contains(new SpeechAction.Abandon(1));
    tickAfter(300);
    opened(2);
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new Say("t3-1", "Fourth. "));
  }

  @Test
  void aTurnWaitsUntilTheOneBeforeItIsOver() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    hear(1, "t0-1", "Hello. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t1-1")));
    isFinal(1, "t0-1");
    assertThat(sent()).endsWith(new OpenContext("t1-1"), new Say("t1-1", "Again. "));
  }

  @Test
  void aLaterTurnEndsOneWhoseEndNeverCame() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    segment(1, 0, "Again. ");
    assertThat(sent()).endsWith(new CloseContext("t0-1"));
    isFinal(1, "t0-1");
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(sent()).endsWith(new Say("t1-1", "Again. "));
  }

  @Test
  void aFinalWithoutAnySoundMeansThatTheQuotaIsSpent() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "You. ");
    isFinal(1, "t0-1");
    assertThat(failures()).containsExactly(FailureCategory.QUOTA_SPENT);
    assertThat(chunkNames()).containsExactly("0/2/0 TURN");
    assertThat(done).endsWith(new SpeechAction.Release());
    end(0, 2);
    segment(0, 2, "More. ");
    assertThat(chunkNames()).hasSize(1);
    segment(1, 0, "Next. ");
    assertThat(sent()).endsWith(new Say("t1-1", "Next. "));
  }

  @Test
  void aQuotaSpentInTheMiddleOfATurnIsFoundOutByTryingAgain() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "A second sentence. ");
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    tickAfter(300);
    opened(2);
    assertThat(sent()).endsWith(new OpenContext("t0-2"), new Say("t0-2", "A second sentence. "));
    isFinal(2, "t0-2");
    assertThat(failures()).containsExactly(FailureCategory.GARBLED, FailureCategory.QUOTA_SPENT);
    assertThat(chunkNames()).endsWith("0/2/0 TURN");
  }

  @Test
  void aBrokenSocketIsReplacedAndTheUnfinishedSegmentSaidFromItsBegin() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "How are you? ");
    end(0, 2);
    hear(1, "t0-1", "Hello. ");
    hear(1, "t0-1", "How are");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(done).doesNotContain(new SpeechAction.Connect(2));
    tickAfter(199);
    assertThat(done).doesNotContain(new SpeechAction.Connect(2));
    tickAfter(1);
    assertThat(done).contains(new SpeechAction.Connect(2), new SpeechAction.Retried());
    done.clear();
    opened(2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-2"), new Say("t0-2", "How are you? "), new CloseContext("t0-2"));
    hear(2, "t0-2", "How are you? ");
    isFinal(2, "t0-2");
    assertThat(chunkNames()).containsExactly("0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
  }

  @Test
  void theBudgetIsForFailuresInARow() {
    segment(0, 0, "Hello. ");
    for (int socket = 1; socket <= 2; socket++) {
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    opened(3);
    hear(3, "t0-1", "Hello. ");
    segment(0, 1, "You. ");
    for (int socket = 3; socket <= 5; socket++) {
      assertThat(chunkNames()).noneMatch(name -> name.endsWith("TURN"));
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    assertThat(chunkNames()).endsWith("0/2/0 TURN");
    assertThat(dropped(Reason.GIVEN_UP)).isEqualTo(1);
    assertThat(done).endsWith(new SpeechAction.Release());
  }

  @Test
  void aPermanentFailureEndsEveryTurnInHandAtOnce() {
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(chunkNames()).containsExactly("0/1/0 TURN", "1/1/0 TURN");
    assertThat(failures()).containsExactly(FailureCategory.REFUSED);
    assertThat(done).doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void aSocketLostWhenNothingIsToBeSaidIsNoError() {
    warmUp();
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(10_000);
    assertThat(failures()).isEmpty();
    segment(0, 0, "Hello. ");
    assertThat(done)
        .contains(new SpeechAction.Connect(2))
        .doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void aSocketLostWhenAllWasSaidEndsTheTurn() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(failures()).isEmpty();
  }

  @Test
  void aFinalThatNeverComesEndsTheTurnToo() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    tickAfter(4_000);
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(done).contains(new SpeechAction.Abandon(1));
  }

  @Test
  void aProviderThatOwesSoundAndStaysSilentIsAbandoned() {
    warmUp();
    segment(0, 0, "Hello. ");
    tickAfter(3_999);
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
    tickAfter(1);
    assertThat(done).contains(new SpeechAction.Abandon(1), new SpeechAction.Retried());
    assertThat(failures()).containsExactly(FailureCategory.TIMED_OUT);
  }

  @Test
  void aProviderThatOwesNothingMayBeSilent() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    tickAfter(100_000);
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
  }

  @Test
  void theTailOfASegmentIsNotHeldBackWhenItsTimesOutrunItsSound() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, new Sound("t0-1", new byte[150 * 8], spread("Hello. ", 400), false));
    assertThat(chunkNames()).containsExactly("0/0/0 NOTHING");
    tickAfter(300);
    assertThat(chunkNames()).containsExactly("0/0/0 NOTHING", "0/0/1 SEGMENT");
  }

  @Test
  void anErrorOfTheWholeSocketCostsTheSocket() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, trouble(null, FailureCategory.THROTTLED));
    assertThat(done).contains(new SpeechAction.Abandon(1), new SpeechAction.Retried());
  }

  @Test
  void aPermanentErrorOfAContextCostsItsTurnOnly() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, trouble("t0-1", FailureCategory.INVALID_REQUEST));
    assertThat(chunkNames()).containsExactly("0/1/0 TURN");
    segment(1, 0, "Again. ");
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
    assertThat(sent()).endsWith(new Say("t1-1", "Again. "));
  }

  @Test
  void aContextTheServerGaveUpBetweenTwoSegmentsIsReplaced() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    segment(0, 1, "Again. ");
    assertThat(sent()).endsWith(new OpenContext("t0-2"), new Say("t0-2", "Again. "));
    hear(1, "t0-2", "Again. ");
    assertThat(chunkNames()).endsWith("0/1/0 NOTHING", "0/1/1 SEGMENT");
    assertThat(failures()).isEmpty();
  }

  @Test
  void whatAnOldSocketBringsIsIgnored() {
    warmUp();
    segment(0, 0, "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(300);
    opened(2);
    hear(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(audio()).isEmpty();
    assertThat(failures()).containsExactly(FailureCategory.UNAVAILABLE);
  }

  @Test
  void theEndOfTheCallLeavesTheSocketAndHoldsNothing() {
    warmUp();
    segment(0, 0, "Hello. ");
    done.clear();
    collect(speech.end());
    assertThat(done).containsExactly(new SpeechAction.Leave(1), new SpeechAction.Release());
    hear(1, "t0-1", "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void aWriterGoneWildDoesNotFillTheMemory() {
    for (int i = 0; i < 600; i++) {
      segment(0, i, "Hello. ");
    }
    assertThat(dropped(Reason.TOO_MANY)).isEqualTo(100);
  }

  private void warmUp() {
    collect(speech.warmUp(now));
    opened(1);
  }

  private void segment(int turn, int segment, String text) {
    reply(new SegmentWritten("CA1", turn, segment, text, 1, 0));
  }

  private void fixed(int turn, String text) {
    reply(new SegmentWritten("CA1", turn, 0, text, 0, 0));
  }

  private CallSpeech call(String voice) {
    return new CallSpeech(
        "CA1", LIMITS, OutputFormat.ULAW_8000, cache.of(voice), LONGEST_WAIT, now);
  }

  private void anotherCall(String voice) {
    speech = call(voice);
    done.clear();
  }

  private void end(int turn, int segments) {
    reply(new ReplyEnded("CA1", turn, segments, null, 0));
  }

  private void floor(int floor) {
    reply(new FloorRaised("CA1", floor, 0));
  }

  private void reply(ReplyEvent event) {
    collect(speech.reply(event, offset++, GATEWAY, now));
  }

  private void opened(int socket) {
    collect(speech.opened(socket, now));
  }

  private void hear(int socket, String context, String text) {
    sound(socket, new Sound(context, new byte[150 * 8], spread(text, 150), false));
  }

  private void isFinal(int socket, String context) {
    sound(socket, new Sound(context, new byte[0], null, true));
  }

  private void sound(int socket, VoiceMessage message) {
    collect(speech.received(socket, message, now));
  }

  private static Trouble trouble(@Nullable String context, FailureCategory category) {
    return new Trouble(context, new Failure(category, "test"));
  }

  private void lost(int socket, FailureCategory category) {
    collect(speech.lost(socket, new Failure(category, "test"), now));
  }

  private void tickAfter(long ms) {
    now += Duration.ofMillis(ms).toNanos();
    collect(speech.tick(now));
  }

  private void collect(List<SpeechAction> actions) {
    done.addAll(actions);
  }

  private List<VoiceRequest> sent() {
    return done.stream()
        .filter(SpeechAction.Send.class::isInstance)
        .map(a -> ((SpeechAction.Send) a).request())
        .toList();
  }

  private List<OutboundAudio> audio() {
    return done.stream()
        .filter(SpeechAction.Publish.class::isInstance)
        .map(a -> ((SpeechAction.Publish) a).audio())
        .toList();
  }

  private List<String> chunkNames() {
    return audio().stream()
        .map(c -> c.turn() + "/" + c.segment() + "/" + c.chunk() + " " + c.end())
        .toList();
  }

  private List<FailureCategory> failures() {
    return done.stream()
        .filter(SpeechAction.Failed.class::isInstance)
        .map(a -> ((SpeechAction.Failed) a).failure().category())
        .toList();
  }

  private int dropped(Reason reason) {
    return done.stream()
        .filter(SpeechAction.Dropped.class::isInstance)
        .map(SpeechAction.Dropped.class::cast)
        .filter(d -> d.reason() == reason)
        .mapToInt(SpeechAction.Dropped::count)
        .sum();
  }
}
