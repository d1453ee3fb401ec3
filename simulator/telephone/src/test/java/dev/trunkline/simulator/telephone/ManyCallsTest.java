// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyCallsTest {
  private static final int CALLS = 100;
  private static final int FRAMES = 50;

  @Test
  void manyCallsShareOneClockworkAndNoneLosesAFrame() throws Exception {
    Map<String, Integer> frames = new ConcurrentHashMap<>();
    var enough = new CountDownLatch(CALLS);
    var unexpected = new ConcurrentHashMap<String, String>();
    try (var gateway = new GatewayDouble();
        var telephone = Phones.telephone("SIM_TELEPHONE_RECORD", "false")) {
      gateway.onMedia(frame -> count(frame, frames, enough, unexpected));
      List<PhoneCall> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(telephone.call(CallRequest.inbound(gateway.url("/twiml"))));
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(ownPlatformThreads()).isEqualTo(1);
      for (PhoneCall call : calls) {
        call.hangUp();
      }
      for (PhoneCall call : calls) {
        call.awaitEnd(Phones.WAIT_MS);
        assertThat(call.debugger()).isEmpty();
      }
      assertThat(unexpected).isEmpty();
      assertThat(telephone.calls()).isEmpty();
    }
  }

  private static void count(
      JsonNode frame,
      Map<String, Integer> frames,
      CountDownLatch enough,
      Map<String, String> unexpected) {
    String stream = frame.path("streamSid").textValue();
    int count = frames.merge(stream, 1, Integer::sum);
    if (frame.at("/media/chunk").asInt() != count) {
      unexpected.put(stream, "chunk " + frame.at("/media/chunk") + " came as number " + count);
    }
    if (count == FRAMES) {
      enough.countDown();
    }
  }

  /** Platform threads that the telephone started, by name. */
  private static long ownPlatformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isVirtual())
        .filter(thread -> thread.getName().matches("(telephone|call|stream|listener|callbacks).*"))
        .count();
  }
}
