// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TwimlRunTest {
  private static final VerbResult DONE = new VerbResult.Done();

  @Test
  void verbsRunFromTheTopAndThenTheCallEnds() {
    TwimlRun run = run(false);

    assertThat(load(run, "<Say>a</Say><Pause/>"))
        .isEqualTo(new TwimlStep.Perform(new Verb.Say("a", 1)));
    assertThat(run.next(DONE)).isEqualTo(new TwimlStep.Perform(new Verb.Pause(1)));
    assertThat(run.next(DONE)).isEqualTo(new TwimlStep.End(TwimlStep.Ending.HANG_UP));
  }

  @Test
  void onlyAFirstRejectLeavesTheCallUnanswered() {
    assertThat(load(run(false), "<Reject reason='busy'/><Say>a</Say>"))
        .isEqualTo(new TwimlStep.End(TwimlStep.Ending.BUSY));
    assertThat(load(run(false), "<Reject/>"))
        .isEqualTo(new TwimlStep.End(TwimlStep.Ending.REJECTED));

    TwimlRun run = run(false);
    var _ = load(run, "<Pause/><Reject/>");
    assertThat(run.next(DONE)).isEqualTo(new TwimlStep.End(TwimlStep.Ending.HANG_UP));
  }

  @Test
  void afterAStreamTheNextVerbRuns() {
    TwimlRun run = run(false);
    var _ = load(run, "<Connect><Stream url='wss://h'/></Connect><Say>bye</Say>");

    assertThat(run.next(new VerbResult.StreamOver()))
        .isEqualTo(new TwimlStep.Perform(new Verb.Say("bye", 1)));
  }

  @Test
  void afterAStreamWithAnActionThatIsRequestedAndNotTheNextVerb() {
    TwimlRun run = run(false);
    var _ = load(run, "<Connect action='/after'><Stream url='wss://h'/></Connect><Say>no</Say>");

    assertThat(run.next(new VerbResult.StreamOver()))
        .isEqualTo(new TwimlStep.Fetch("/after", HttpMethod.POST, Map.of()));
    assertThat(load(run, "<Hangup/>")).isEqualTo(new TwimlStep.End(TwimlStep.Ending.HANG_UP));
  }

  @Test
  void aStreamThatFailedGoesOnOrEndsTheCallAsConfigured() {
    String twiml = "<Connect><Stream url='wss://h'/></Connect><Say>bye</Say>";
    TwimlRun lenient = run(false);
    var _ = load(lenient, twiml);
    TwimlRun strict = run(true);
    var _ = load(strict, twiml);

    assertThat(lenient.next(new VerbResult.StreamFailed())).isInstanceOf(TwimlStep.Perform.class);
    assertThat(strict.next(new VerbResult.StreamFailed()))
        .isEqualTo(new TwimlStep.End(TwimlStep.Ending.HANG_UP));
  }

  @Test
  void keysAreSentToTheActionOrElseToTheDocumentItself() {
    TwimlRun run = run(false);
    var _ = load(run, "<Gather method='GET'/><Say>nobody</Say>");

    assertThat(run.next(new VerbResult.Gathered(Map.of("Digits", "42"))))
        .isEqualTo(new TwimlStep.Fetch("", HttpMethod.GET, Map.of("Digits", "42")));
  }

  @Test
  void withoutInputTheVerbAfterAGatherRuns() {
    TwimlRun run = run(false);
    var _ = load(run, "<Gather action='/keys'/><Say>nobody</Say>");

    assertThat(run.next(new VerbResult.Gathered(Map.of())))
        .isEqualTo(new TwimlStep.Perform(new Verb.Say("nobody", 1)));

    TwimlRun insistent = run(false);
    var _ = load(insistent, "<Gather action='/keys' actionOnEmptyResult='true'/>");
    assertThat(insistent.next(new VerbResult.Gathered(Map.of())))
        .isEqualTo(new TwimlStep.Fetch("/keys", HttpMethod.POST, Map.of()));
  }

  @Test
  void aDialTellsItsActionHowItWent() {
    TwimlRun run = run(false);
    var _ = load(run, "<Dial action='/after-dial'>+1</Dial>");
    Map<String, String> fields = Map.of("DialCallStatus", "busy");

    assertThat(run.next(new VerbResult.Dialled(fields)))
        .isEqualTo(new TwimlStep.Fetch("/after-dial", HttpMethod.POST, fields));
  }

  @Test
  void documentsThatOnlyRedirectToEachOtherAreGivenUp() {
    TwimlRun run = run(false);
    String redirect = "<Redirect>/again</Redirect>";
    for (int i = 0; i < 10; i++) {
      assertThat(load(run, redirect)).isInstanceOf(TwimlStep.Fetch.class);
    }
    assertThat(load(run, redirect)).isEqualTo(new TwimlStep.Lost());
  }

  @Test
  void aWaitingLoopMayRedirectForEver() {
    TwimlRun run = run(false);
    for (int i = 0; i < 50; i++) {
      assertThat(load(run, "<Pause/><Redirect>/again</Redirect>"))
          .isInstanceOf(TwimlStep.Perform.class);
      assertThat(run.next(DONE)).isInstanceOf(TwimlStep.Fetch.class);
    }
  }

  private static TwimlRun run(boolean failedStreamEndsCall) {
    return new TwimlRun(10, failedStreamEndsCall, false);
  }

  private static TwimlStep load(TwimlRun run, String verbs) {
    try {
      return run.load(TwimlParser.parse("<Response>" + verbs + "</Response>"));
    } catch (TwimlParser.Unreadable e) {
      throw new AssertionError(e);
    }
  }
}
