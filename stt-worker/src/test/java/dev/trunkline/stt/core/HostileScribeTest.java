// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

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

/** Mutated messages of Scribe. */
@Tag("fuzz")
class HostileScribeTest {
  private static final int MESSAGES_PER_STREAM = 50;
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

  private TestStream stream = new TestStream();
  private long finals;
  private long failures;

  @Test
  void noMessageBreaksAStreamAndEveryUtteranceEnds() {
    Fuzz.cases((number, mutator) -> {
      int message = number % MESSAGES_PER_STREAM;
      if (message == 0) {
        stream = TestStream.live(1_000);
        stream.speechStarted(500);
      }
      if (message == MESSAGES_PER_STREAM / 2) {
        stream.speak(500);
        stream.speechEnded(500, 1_000, 1_100);
      }
      stream.scribe(ScribeWire.parse(mutator.text(mutator.pick(MESSAGES))));
      if (mutator.oneIn(4)) {
        stream.speak(TestStream.FRAME_MS);
      }
      if (message == MESSAGES_PER_STREAM - 1) {
        end();
      }
    });
    assertThat(finals).as("utterances transcribed").isPositive();
    assertThat(failures).as("utterances given up").isPositive();
  }

  /** Scribe sends nothing more, and then the stream ends. */
  private void end() {
    stream.advance(60_000);
    stream.endStream();
    stream.advance(60_000);
    assertThat(stream.isFinished()).as("stream finished").isTrue();
    List<Long> utterances = new ArrayList<>();
    List<TranscriptEvent> published = stream.transcripts();
    for (TranscriptEvent event : published) {
      if (event instanceof FinalTranscript transcript) {
        utterances.add(transcript.startMs());
        finals++;
      } else if (event instanceof TranscriptionFailed failed) {
        utterances.add(failed.startMs());
        failures++;
      }
    }
    assertThat(utterances).as("%s", published).isNotEmpty().doesNotHaveDuplicates();
  }
}
