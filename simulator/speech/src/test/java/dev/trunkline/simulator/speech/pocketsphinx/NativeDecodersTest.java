// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.simulator.speech.Clip;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.speech.decoder.SegmentDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeDecodersTest {
  private static final List<String> SENTENCE =
      List.of("my", "order", "has", "not", "arrived", "yet");
  private static final String TEXT = String.join(" ", SENTENCE);
  private static final short[] SPEECH =
      Clips.bundled().saying(TEXT).map(Clip::pcm16k).orElseThrow();
  private static final int LIMIT = 2;

  @SuppressWarnings("NullAway.Init")
  private NativeDecoders decoders;

  @BeforeEach
  void load() throws IOException {
    decoders =
        new NativeDecoders(Installed.library(), LIMIT, List.of(SENTENCE), new TreeSet<>(SENTENCE));
  }

  @AfterEach
  void unload() {
    if (decoders != null) {
      decoders.close();
    }
  }

  @Test
  void theWordsComeWhileTheyAreSpoken() {
    var partials = new LinkedHashSet<String>();
    SegmentDecoder decoder = open();
    for (int at = 0; at + 320 <= SPEECH.length; at += 320) {
      decoder.accept(SPEECH, at, 320);
      partials.add(decoder.partial());
    }
    assertThat(partials).contains("my order", "my order has not");
    assertThat(decoder.finish()).isEqualTo(TEXT);
  }

  @Test
  void audioOfAnyLengthIsDecoded() {
    SegmentDecoder decoder = open();
    assertThat(decoder.finish()).isEmpty();
    decoder.accept(SPEECH, 0, 0);
    assertThat(decoder.partial()).isEmpty();
    assertThat(decoder.finish()).isEmpty();
    decoder.accept(SPEECH, 0, 1);
    assertThat(decoder.finish()).isEmpty();
    decoder.accept(SPEECH, 0, SPEECH.length);
    assertThat(decoder.finish()).isEqualTo(TEXT);
  }

  @Test
  void aDecoderMoreThanTheLimitIsThereOnceAnotherIsClosed() {
    var taken = new ArrayList<SegmentDecoder>();
    for (int i = 0; i < LIMIT; i++) {
      taken.add(open());
    }
    assertThat(decoders.open()).isEmpty();
    taken.getFirst().close();
    taken.getFirst().close();
    assertThat(decoders.open()).isPresent();
    assertThat(decoders.open()).isEmpty();
  }

  @Test
  void aDecoderClosedInTheMiddleOfAnUtteranceFailsWithoutHarm() {
    SegmentDecoder decoder = open();
    decoder.accept(SPEECH, 0, SPEECH.length / 2);
    decoder.close();
    assertThatThrownBy(() -> decoder.accept(SPEECH, 0, 320))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(decoder::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theDecodersEndWithTheirModels() {
    SegmentDecoder decoder = open();
    decoder.accept(SPEECH, 0, SPEECH.length / 2);
    decoders.close();
    assertThatThrownBy(decoder::partial).isInstanceOf(IllegalStateException.class);
    decoder.close();
    assertThat(decoders.open()).isEmpty();
  }

  private SegmentDecoder open() {
    return decoders.open().orElseThrow();
  }
}
