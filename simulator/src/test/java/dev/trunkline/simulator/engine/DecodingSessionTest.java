package dev.trunkline.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.engine.decoder.SpeechModel;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DecodingSessionTest {
  @Test
  void thePartialFollowsTheSpeakerWordByWord() throws IOException {
    var sentence = List.of("my", "order", "has", "not", "arrived", "yet");
    var model = SpeechModel.of(List.of(sentence), new TreeSet<>(sentence));
    Clip clip = Clips.bundled().saying("My order has not arrived yet.").orElseThrow();
    short[] heard = TelephoneLine.heard(clip);
    var partials = new TreeSet<String>();
    // All work is done in the calling thread, so that the partial is there when it is asked for.
    try (var session = new DecodingSession(model.decoder(), Runnable::run)) {
      for (int at = 0; at + TelephoneLine.FRAME <= heard.length; at += TelephoneLine.FRAME) {
        session.accept(java.util.Arrays.copyOfRange(heard, at, at + TelephoneLine.FRAME), 320);
        partials.add(session.partial());
      }
      assertThat(partials)
          .contains("my order", "my order has not", "my order has not arrived")
          .allSatisfy(partial -> assertThat("my order has not arrived yet").startsWith(partial));
    }
  }
}
