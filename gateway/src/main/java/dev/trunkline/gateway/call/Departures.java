// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How calls leave the gateway: at their end, or when their stream broke and no other came in time.
 * Thread-safe.
 */
final class Departures {
  private static final Logger log = LoggerFactory.getLogger(Departures.class);

  private final Map<String, Call> calls;
  private final ReportedEnds ends;
  private final Duration resumeWait;
  private final ScheduledExecutorService timers;

  /**
   * @param calls those in hand, by {@code CallSid}; who leaves is taken out
   * @param ends told of what Twilio need not report any more
   * @param resumeWait how long a call waits for a new stream
   */
  Departures(
      Map<String, Call> calls,
      ReportedEnds ends,
      Duration resumeWait,
      ScheduledExecutorService timers) {
    this.calls = calls;
    this.ends = ends;
    this.resumeWait = resumeWait;
    this.timers = timers;
  }

  /** What Twilio says of ends. */
  ReportedEnds reported() {
    return ends;
  }

  /** Ends a call; false if it had ended before. */
  boolean end(Call call, Cause cause) {
    boolean ended = call.end(cause);
    left(call, ended);
    return ended;
  }

  /** Twilio ended the stream, because the call is over or away for a while. */
  void stopped(Call call, Call.Stream stream) {
    Duration away = call.stoppedForAWhile(stream);
    if (away == null) {
      left(call, call.stopped(stream));
    } else {
      ends.known(stream.streamSid());
      awaitNext(call, stream, away);
    }
  }

  /** The stream broke. */
  void awaitReturn(Call call, Call.Stream stream, String reason) {
    ends.known(stream.streamSid());
    log.atWarn()
        .addKeyValue("call", call.callSid())
        .addKeyValue("reason", reason)
        .log("stream lost");
    awaitNext(call, stream, resumeWait);
  }

  private void awaitNext(Call call, Call.Stream stream, Duration wait) {
    after(wait.toMillis(), () -> gone(call, call.expired(stream)));
  }

  private void left(Call call, boolean ended) {
    if (ended) {
      ends.known(call.callSid());
    }
    gone(call, ended);
  }

  private void gone(Call call, boolean ended) {
    if (ended) {
      calls.remove(call.callSid(), call);
      log.atInfo().addKeyValue("call", call.callSid()).log("call left");
    }
  }

  void after(long delayMs, Runnable task) {
    try {
      var _ = timers.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The gateway is stopping, and ends all calls itself.
      log.atDebug().log("no timers any more");
    }
  }
}
