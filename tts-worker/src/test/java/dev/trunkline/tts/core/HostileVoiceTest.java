// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.tts.core.VoiceRequest.OpenContext;
import dev.trunkline.tts.provider.VoiceWire;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A provider that sends arbitrary messages. */
@Tag("fuzz")
class HostileVoiceTest extends SpeechRig {
  private static final int MESSAGES_A_CALL = 20;
  private static final String AUDIO = Base64.getEncoder().encodeToString(new byte[480]);
  private static final List<String> MESSAGES =
      List.of(
          "{\"audio\":\""
              + AUDIO
              + "\",\"isFinal\":false,\"contextId\":\"t0-1\",\"alignment\":{\"chars\":[\"H\",\"i\","
              + "\".\",\" \"],\"charStartTimesMs\":[0,10,20,30],\"charDurationsMs\":[10,10,10,30]},"
              + "\"normalizedAlignment\":null}",
          "{\"audio\":\""
              + AUDIO
              + "\",\"is_final\":null,\"context_id\":\"t0-1\",\"alignment\":{\"chars\":[\"Hi. \"],"
              + "\"charsStartTimesMs\":[0],\"charsDurationsMs\":[60]}}",
          "{\"audio\":\"" + AUDIO + "\",\"contextId\":\"t0-1\"}",
          "{\"audio\":null,\"isFinal\":true,\"contextId\":\"t0-1\"}",
          "{\"error\":\"system_busy\",\"message\":\"m\",\"code\":1008,\"contextId\":\"t0-1\"}",
          "{\"flush_done\":true,\"contextId\":\"t0-1\"}");

  private int connected;

  @Test
  void turnEndsOnceWhateverTheProviderSends() {
    Fuzz.cases((number, mutator) -> {
      if (number % MESSAGES_A_CALL == 0) {
        actions.clear();
        scheduler = call("Rachel");
        connected = 0;
        on(new SpeechInput.WarmUp());
        segment(0, 0, "Hi. ");
        segment(0, 1, "I am here. ");
        end(0, 2);
      }
      connect();
      String message = mutator.pick(MESSAGES).replace("t0-1", context());
      receive(connected, VoiceWire.read(mutator.text(message)));
      if (mutator.oneIn(5)) {
        tickAfter(50);
      }
      if (number % MESSAGES_A_CALL == MESSAGES_A_CALL - 1) {
        assertThatTheTurnEnds();
      }
    });
  }

  /** No further message comes and every socket fails: timeouts end the turn. */
  private void assertThatTheTurnEnds() {
    for (int second = 0; second < 60; second++) {
      lost(lastSocket(), FailureCategory.UNAVAILABLE);
      tickAfter(1_000);
    }
    assertThat(published()).filteredOn(chunk -> chunk.end() == End.TURN).hasSize(1);
    for (OutboundAudio chunk : published()) {
      assertThat(chunk.ulaw().length).isLessThanOrEqualTo(OutboundAudio.CHUNK_MS * 8);
      assertThat(chunk.textMs().length).isIn(0, chunk.text().length());
      for (int ms : chunk.textMs()) {
        assertThat(ms).as("where a character sounds").isBetween(0, OutboundAudio.CHUNK_MS);
      }
    }
  }

  /** Opens the socket that was requested last. */
  private void connect() {
    if (lastSocket() > connected) {
      connected = lastSocket();
      opened(connected);
    }
  }

  /** The context that was opened last. */
  private String context() {
    return sent().stream()
        .filter(OpenContext.class::isInstance)
        .map(request -> ((OpenContext) request).context())
        .reduce("t0-1", (earlier, later) -> later);
  }

  private int lastSocket() {
    return actions.stream()
        .filter(SpeechAction.Connect.class::isInstance)
        .mapToInt(action -> ((SpeechAction.Connect) action).socket())
        .max()
        .orElse(1);
  }
}
