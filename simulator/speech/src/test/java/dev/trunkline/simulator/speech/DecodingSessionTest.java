// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.speech.decoder.SegmentDecoder;
import dev.trunkline.simulator.speech.decoder.SpeechModel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class DecodingSessionTest {
  @Test
  void thePartialFollowsTheSpeakerWordByWord() throws IOException {
    var sentence = List.of("my", "order", "has", "not", "arrived", "yet");
    var model = SpeechModel.of(List.of(sentence), new TreeSet<>(sentence));
    Clip clip = Clips.bundled().saying("My order has not arrived yet.").orElseThrow();
    short[] heard = TelephoneLine.heard(clip);
    var partials = new TreeSet<String>();
    // All work is done in the calling thread, so that the partial exists when the test reads it.
    try (var session = new DecodingSession(model.decoder(), Runnable::run)) {
      for (int at = 0; at + TelephoneLine.FRAME <= heard.length; at += TelephoneLine.FRAME) {
        session.accept(Arrays.copyOfRange(heard, at, at + TelephoneLine.FRAME), 320);
        partials.add(session.partial());
      }
      assertThat(partials)
          .contains("my order", "my order has not", "my order has not arrived")
          .allSatisfy(partial -> assertThat("my order has not arrived yet").startsWith(partial));
    }
  }

  @Test
  void theDecoderIsClosedOnceAndNeverWhileItDecodes() {
    var turns = new ArrayDeque<Runnable>();
    var calls = new ArrayList<String>();
    var session = new DecodingSession(noting(calls), turns::add);
    session.accept(loud(), SpeechGate.BLOCK);
    session.close();
    session.close();
    assertThat(calls).isEmpty();
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
    session.accept(loud(), SpeechGate.BLOCK);
    session.close();
    assertThat(calls).containsExactly("closed");
    assertThat(turns).isEmpty();
    assertThat(session.commit()).isEmpty();
  }

  @Test
  void withoutThreadsThereAreNoWordsAndTheDecoderIsClosed() {
    var calls = new ArrayList<String>();
    var session =
        new DecodingSession(
            noting(calls),
            work -> {
              throw new RejectedExecutionException();
            });
    assertThat(session.commit()).isEmpty();
    session.close();
    assertThat(calls).containsExactly("closed");
  }

  private static short[] loud() {
    var block = new short[SpeechGate.BLOCK];
    Arrays.fill(block, (short) 9_000);
    return block;
  }

  private static SegmentDecoder noting(List<String> calls) {
    return new SegmentDecoder() {
      @Override
      public void accept(short[] pcm16k, int offset, int length) {
        calls.add("heard");
      }

      @Override
      public String partial() {
        return "";
      }

      @Override
      public String finish() {
        return "";
      }

      @Override
      public void close() {
        calls.add("closed");
      }
    };
  }
}
