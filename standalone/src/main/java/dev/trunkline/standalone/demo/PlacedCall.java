package dev.trunkline.standalone.demo;

import dev.trunkline.simulator.telephone.CallListener;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.record.Stretch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call as a caller makes it: waits until the assistant has spoken and is quiet, says the next
 * line, and hangs up after the last answer. What does not happen in time is a trouble, not a hang.
 */
public final class PlacedCall {
  private static final int QUIET_MS = 700;
  private static final long CONNECT_S = 20;
  private static final long ANSWER_S = 30;
  private static final long END_MS = 15_000;

  private final PhoneCall call;
  private final List<Line> lines;
  private final List<double[]> said = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private PlacedCall(PhoneCall call, List<Line> lines) {
    this.call = call;
    this.lines = lines;
  }

  /** Dials. The call is under way when this returns, but nothing has been said. */
  public static PlacedCall dial(
      Telephone telephone, URI webhook, List<Line> lines, CallListener listener) {
    return new PlacedCall(telephone.call(CallRequest.inbound(webhook), listener), lines);
  }

  public PhoneCall call() {
    return call;
  }

  /** Holds the conversation, to its end. */
  public void talk() throws InterruptedException {
    try {
      call.connected().get(CONNECT_S, TimeUnit.SECONDS);
      double since = listen(0, "the greeting");
      for (Line line : lines) {
        double from = Math.max(call.nowMs(), since);
        call.say(line.text(), line.ulaw());
        double until = from + line.ulaw().length / 8.0;
        said.add(new double[] {from, until});
        since = listen(until, "an answer to “" + line.text() + "”");
      }
    } catch (ExecutionException | CancellationException | TimeoutException e) {
      troubles.add("the call was not connected to a media stream");
    }
    hangUp();
  }

  private double listen(double sinceMs, String what) throws InterruptedException {
    try {
      return call.assistantSpokenThenQuiet(sinceMs, QUIET_MS).get(ANSWER_S, TimeUnit.SECONDS);
    } catch (CancellationException e) {
      troubles.add("the call ended before " + what);
    } catch (TimeoutException e) {
      troubles.add("the caller did not hear " + what + " within " + ANSWER_S + " s");
    } catch (ExecutionException e) {
      troubles.add("listening for " + what + " failed: " + e.getCause());
    }
    return sinceMs;
  }

  private void hangUp() throws InterruptedException {
    call.hangUp();
    try {
      call.awaitEnd(END_MS);
    } catch (TimeoutException e) {
      troubles.add("the call did not end after the caller hung up");
    }
    for (DebuggerEntry entry : call.debugger()) {
      troubles.add(
          "Twilio " + entry.code().number() + " " + entry.code().title() + ": " + entry.detail());
    }
  }

  /** What went wrong so far. */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** What was said so far, in words. */
  public List<String> said() {
    return lines.stream().limit(said.size()).map(Line::text).toList();
  }

  /**
   * For every line, milliseconds from the caller's last audible sample to the first audible sample
   * of the assistant after it; −1 if there was none before the next line.
   */
  public List<Long> atEarMs() {
    List<Stretch> caller = call.recording().callerStretches();
    List<Stretch> assistant = call.recording().assistantStretches();
    var waits = new ArrayList<Long>();
    for (int i = 0; i < said.size(); i++) {
      double from = said.get(i)[0];
      double next = i + 1 < said.size() ? said.get(i + 1)[0] : Double.MAX_VALUE;
      double spoken =
          caller.stream()
              .filter(s -> s.fromMs() >= from - 1 && s.fromMs() < next)
              .mapToDouble(Stretch::toMs)
              .max()
              .orElse(said.get(i)[1]);
      waits.add(
          assistant.stream()
              .mapToDouble(Stretch::fromMs)
              .filter(begin -> begin > spoken && begin < next)
              .mapToLong(begin -> Math.round(begin - spoken))
              .findFirst()
              .orElse(-1));
    }
    return waits;
  }
}
