// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.StreamLost;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A call that continues on another stream. */
class ResumedStreamTest extends MediaStreamRig {
  @Test
  void callThatLosesItsStreamResumesOnAnother() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.media(new byte[160]);
    assertFrame(0, 0, new byte[160]);
    telephone.breakOff();
    assertThat(gateway.log.takeCall(StreamLost.class).streamSid()).isEqualTo(STREAM);
    assertFrame(1, 20, new byte[0]);
    assertThat(gateway.server.sessions()).isZero();

    TwilioMediaClient next = gateway.telephone("MZ2");
    next.start(CALL, gateway.parameters("/twiml?resume=1&issued=0", CALL));
    next.media(new byte[160]);

    CallResumed resumed = gateway.log.takeCall(CallResumed.class);
    assertThat(resumed.streamSid()).isEqualTo("MZ2");
    assertThat(resumed.from()).isEqualTo("+14155550100");
    RecordingEventSink.Frame frame = gateway.log.takeFrame();
    assertThat(frame.streamSid()).isEqualTo("MZ2");
    assertThat(frame.mediaMs()).as("media time begins again").isZero();
  }

  @Test
  void callOfAnotherGatewayIsResumedHere() throws Exception {
    TwilioMediaClient telephone = gateway.telephone(STREAM);
    telephone.start(CALL, gateway.parameters("/twiml?resume=1&issued=0", CALL));

    assertThat(gateway.log.takeCall(CallResumed.class).callSid()).isEqualTo(CALL);
  }

  @Test
  void callThatDoesNotComeBackFreesItsCapacity() throws Exception {
    restart(
        Map.of("GATEWAY_MAX_CALLS", "1"),
        settings -> settings.withResumeWait(Duration.ofMillis(50)));
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.breakOff();

    gateway.log.takeCall(StreamLost.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (gateway.parameters("/twiml", "CA2").isEmpty()) {
      assertThat(System.nanoTime()).as("capacity is free").isLessThan(deadline);
    }
    assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
    assertThat(gateway.log.isEmpty())
        .as("whether the call is over, this gateway cannot know")
        .isTrue();
  }

  @Test
  void secondStreamOfACallReplacesTheFirst() throws Exception {
    TwilioMediaClient first = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    TwilioMediaClient second = gateway.call(CALL, "MZ2");

    assertThat(gateway.log.takeCall(CallResumed.class).streamSid()).isEqualTo("MZ2");
    assertThat(first.end().code()).isEqualTo(1000);
    assertThat(gateway.log.takeFrame().streamSid()).isEqualTo(STREAM);
    second.stop();
    assertThat(gateway.log.takeCall(CallEnded.class).streamSid()).isEqualTo("MZ2");
    assertThat(gateway.log.takeFrame().streamSid()).isEqualTo("MZ2");
    assertThat(gateway.log.isEmpty()).isTrue();
  }
}
