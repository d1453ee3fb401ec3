// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.stt.provider.ScribeWire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Scribe that says anything at all. */
@Tag("fuzz")
class HostileScribeTest {
  private static final int MESSAGES_A_CALL = 50;
  private static final List<String> MESSAGES =
      List.of(
          "{\"message_type\":\"session_started\",\"session_id\":\"s\",\"config\":{\"x\":1}}",
          "{\"message_type\":\"partial_transcript\",\"text\":\"Hello there\"}",
          "{\"message_type\":\"committed_transcript\",\"text\":\"Hello there.\"}",
          "{\"message_type\":\"committed_transcript_with_timestamps\",\"text\":\"Hello.\",\"words\":"
              + "[{\"text\":\"Hello.\",\"start\":0.1,\"end\":0.5,\"type\":\"word\"}]}",
          "{\"message_type\":\"commit_throttled\",\"error\":\"too many\"}",
          "{\"message_type\":\"rate_limited\",\"error\":\"slow down\"}",
          "{\"message_type\":\"transcriber_error\",\"error\":\"oops\"}");

  private TestCall call = new TestCall();
  private long finals;
  private long failures;

  @Test
  void noMessageBreaksACallAndWhatTheCallerSaidComesToAnEnd() {
    Fuzz.cases((number, mutator) -> {
      int message = number % MESSAGES_A_CALL;
      if (message == 0) {
        call = TestCall.live(1_000);
        call.speechStarts(500);
      }
      if (message == MESSAGES_A_CALL / 2) {
        call.speak(500);
        call.speechEnds(500, 1_000, 1_100);
      }
      call.says(ScribeWire.read(mutator.text(mutator.pick(MESSAGES))));
      if (mutator.oneIn(4)) {
        call.speak(TestCall.FRAME_MS);
      }
      if (message == MESSAGES_A_CALL - 1) {
        end();
      }
    });
    assertThat(finals).as("utterances understood").isPositive();
    assertThat(failures).as("utterances given up").isPositive();
  }

  /** Scribe says nothing more, and then the stream ends. */
  private void end() {
    call.pass(60_000);
    call.streamEnds();
    call.pass(60_000);
    assertThat(call.isFinished()).as("nothing is kept of it").isTrue();
    List<Long> utterances = new ArrayList<>();
    List<TranscriptEvent> told = call.take();
    for (TranscriptEvent event : told) {
      if (event instanceof FinalTranscript words) {
        utterances.add(words.startMs());
        finals++;
      } else if (event instanceof TranscriptionFailed failed) {
        utterances.add(failed.startMs());
        failures++;
      }
    }
    assertThat(utterances).as("%s", told).isNotEmpty().doesNotHaveDuplicates();
  }
}
