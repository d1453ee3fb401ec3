// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broken messages on real sockets, beside a call that must not be affected. */
@Tag("fuzz")
class HostileStreamTest extends MediaStreamRig {
  private static final String NEIGHBOUR = "CAneighbour";
  private static final int MESSAGES_A_CALL = 50;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * The codes with which the gateway closes a socket on purpose. A closed socket breaks for a peer
   * that keeps sending (-1); 1011 would be a failure of the gateway.
   */
  private static final Set<Integer> ON_PURPOSE = Set.of(1000, 1003, 1008, 1009, -1);

  private static final List<String> MESSAGES =
      List.of(
          "{\"event\":\"media\",\"sequenceNumber\":\"3\",\"media\":{\"track\":\"inbound\","
              + "\"chunk\":\"1\",\"timestamp\":\"155\",\"payload\":\"//7+fn5/f39/\"},"
              + "\"streamSid\":\"MZ\"}",
          "{\"event\":\"dtmf\",\"sequenceNumber\":\"5\",\"streamSid\":\"MZ\","
              + "\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"1\"}}",
          "{\"event\":\"mark\",\"sequenceNumber\":\"6\",\"streamSid\":\"MZ\","
              + "\"mark\":{\"name\":\"1:0:0:0\"}}",
          "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}",
          "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC1\","
              + "\"streamSid\":\"MZ\",\"callSid\":\"CA\",\"tracks\":[\"inbound\"],"
              + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},"
              + "\"customParameters\":{\"token\":\"a.1.b\",\"from\":\"+1\"}},\"streamSid\":\"MZ\"}",
          "{\"event\":\"stop\",\"sequenceNumber\":\"9\",\"streamSid\":\"MZ\","
              + "\"stop\":{\"accountSid\":\"AC1\",\"callSid\":\"CA\"}}");

  private final List<TwilioMediaClient> broken = new ArrayList<>();
  private @Nullable TwilioMediaClient hostile;
  private int sent;

  @Test
  void brokenMessagesHarmNoOtherCallAndLeakNothing() throws Exception {
    restart(
        Map.of(),
        settings ->
            settings
                .withResumeWait(Duration.ofMillis(50))
                // The neighbour speaks as fast as the others, which is faster than a caller may.
                .withMedia(limits ->
                    limits
                        .withStartTimeout(Duration.ofMillis(300))
                        .withMessages(limits.messagesPerSecond(), 5_000)));
    TwilioMediaClient neighbour = gateway.call(NEIGHBOUR, STREAM);

    Fuzz.cases((number, mutator) -> {
      TwilioMediaClient hostile = hostile(number, mutator);
      hostile.send(
          mutator.text(mutator.pick(MESSAGES).replace("\"MZ\"", "\"" + stream(number) + "\"")));
      if (number % 10 == 0) {
        neighbour.media(frame(sent++));
      }
    });
    hangUp();

    for (TwilioMediaClient each : broken) {
      assertThat(each.end().code()).as(each.end().reason()).isIn(ON_PURPOSE);
    }
    awaitOneSession();
    neighbour.stop();
    assertNeighbourHeard();
  }

  /** The client that sends the next message; a new one for every 50 messages. */
  private TwilioMediaClient hostile(int number, Mutator mutator) throws Exception {
    TwilioMediaClient now = hostile;
    if (now != null && number % MESSAGES_A_CALL != 0) {
      return now;
    }
    hangUp();
    TwilioMediaClient next =
        mutator.oneIn(5)
            ? gateway.telephone(stream(number))
            : gateway.call("CAhostile" + number, stream(number));
    broken.add(next);
    hostile = next;
    return next;
  }

  /** Sends a message for which the gateway closes the socket, after all others. */
  private void hangUp() {
    if (hostile != null) {
      hostile.send("x".repeat(65 * 1024));
    }
  }

  private static String stream(int number) {
    return "MZ" + number / MESSAGES_A_CALL;
  }

  /** A short one: the neighbour must not send more audio than a burst may hold. */
  private static byte[] frame(int number) {
    var frame = new byte[40];
    frame[0] = (byte) number;
    frame[1] = (byte) (number >> 8);
    return frame;
  }

  private void awaitOneSession() {
    long begun = System.nanoTime();
    while (gateway.server.sessions() != 1 && System.nanoTime() - begun < WAIT_NANOS) {
      Thread.onSpinWait();
    }
    assertThat(gateway.server.sessions()).isEqualTo(1);
  }

  private void assertNeighbourHeard() throws Exception {
    var started = new HashSet<String>();
    var ended = new HashSet<String>();
    while (!ended.contains(NEIGHBOUR) || !ended.equals(started)) {
      CallEvent event = nextEvent(started, ended);
      if (event instanceof CallStarted) {
        started.add(event.callSid());
      } else if (event instanceof CallEnded || event instanceof StreamLost) {
        ended.add(event.callSid());
      }
    }
    assertThat(started).hasSizeGreaterThan(Fuzz.CASES / 100);
    for (int heard = 0; heard < sent; ) {
      RecordingEventSink.Frame frame = gateway.log.takeFrame();
      if (frame.callSid().equals(NEIGHBOUR)) {
        assertThat(frame.sequence()).isEqualTo(heard);
        assertThat(frame.ulaw()).isEqualTo(frame(heard++));
      }
    }
  }

  private CallEvent nextEvent(Set<String> started, Set<String> ended) throws Exception {
    try {
      return gateway.log.takeCall(CallEvent.class);
    } catch (AssertionError e) {
      assertThat(ended).as("calls that ended").isEqualTo(started);
      throw e;
    }
  }
}
