// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.runtime.collection.BoundedMap;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes calls from this gateway: when they end, or when their stream broke and no other stream
 * came in time. Thread-safe.
 */
final class CallTeardown {
  private static final Logger log = LoggerFactory.getLogger(CallTeardown.class);
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MAX_RECORDED_ENDS = 10_000;

  private final Map<String, Call> calls;
  private final Duration resumeWait;
  private final ScheduledExecutorService timers;

  /** The calls and streams whose end has been written to the log, or reported to it, from here. */
  private final Set<String> recordedEnds = BoundedMap.setOf(MAX_RECORDED_ENDS);

  /**
   * @param calls the calls held, by {@code CallSid}; a call that leaves is removed
   * @param resumeWait how long a call waits for a new stream
   */
  CallTeardown(Map<String, Call> calls, Duration resumeWait, ScheduledExecutorService timers) {
    this.calls = calls;
    this.resumeWait = resumeWait;
    this.timers = timers;
  }

  /** Remembers that the end of this call or stream is in the log; false if it was already. */
  boolean recordEnd(String sid) {
    return recordedEnds.add(sid);
  }

  boolean isEndRecorded(String sid) {
    return recordedEnds.contains(sid);
  }

  /** Ends a call; false if it had ended before. */
  boolean end(Call call, Cause cause) {
    boolean ended = call.end(cause);
    removeEnded(call, ended);
    return ended;
  }

  /** Ends a call that Twilio reports as over; Twilio's {@code stop} may never come. */
  void endedByTwilio(Call call) {
    if (end(call, Cause.CALLER_HUNG_UP)) {
      close(call);
    }
  }

  /** Detaches a stream that Twilio reports as broken; its socket may hang. */
  void brokenByTwilio(Call call, String streamSid, String reason) {
    Call.Stream stream = call.breakStream(streamSid, reason);
    if (stream != null) {
      awaitReturn(call, stream, reason);
    }
  }

  /** Twilio ended the stream: the call is over, or was redirected and comes back. */
  void onStop(Call call, Call.Stream stream) {
    Duration away = call.onStopWhileRedirected(stream);
    if (away == null) {
      removeEnded(call, call.onStop(stream));
    } else {
      recordEnd(stream.streamSid());
      awaitNextStream(call, stream, away);
    }
  }

  /** The stream broke; the call is removed unless another stream comes in time. */
  void awaitReturn(Call call, Call.Stream stream, String reason) {
    recordEnd(stream.streamSid());
    log.atWarn()
        .addKeyValue("call", call.callSid())
        .addKeyValue("reason", reason)
        .log("media stream lost; waiting for Twilio to open another");
    awaitNextStream(call, stream, resumeWait);
  }

  /** Closes the socket of a call that has ended, after a delay. */
  void closeAfter(long delayMs, Call call) {
    schedule(delayMs, () -> close(call));
  }

  private static void close(Call call) {
    call.outbound().close(NORMAL_CLOSURE, "the call is over");
  }

  private void awaitNextStream(Call call, Call.Stream stream, Duration wait) {
    schedule(wait.toMillis(), () -> remove(call, call.expire(stream)));
  }

  private void removeEnded(Call call, boolean ended) {
    if (ended) {
      recordEnd(call.callSid());
    }
    remove(call, ended);
  }

  private void remove(Call call, boolean ended) {
    if (ended) {
      calls.remove(call.callSid(), call);
      log.atInfo().addKeyValue("call", call.callSid()).log("call removed from this gateway");
    }
  }

  private void schedule(long delayMs, Runnable task) {
    try {
      var _ = timers.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The gateway is stopping, and ends all calls itself.
      log.atDebug().log("timer not scheduled; gateway is stopping");
    }
  }
}
