// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MuLawConverterTest {
  @Test
  void muLawIsPassedThrough() {
    var ulaw = new byte[] {1, 2, 3};
    assertThat(new MuLawConverter(OutputFormat.ULAW_8000).convert(ulaw)).isEqualTo(ulaw);
  }

  @Test
  void splitSampleIsJoined() {
    byte[] pcm = tone(400);
    assertThat(inPieces(OutputFormat.PCM_8000, pcm, 7)).isEqualTo(expectedAt8k(pcm));
    assertThat(inPieces(OutputFormat.PCM_8000, pcm, 1)).isEqualTo(expectedAt8k(pcm));
  }

  @Test
  void pcm16kIsDownsampledWhereverMessagesAreSplit() {
    byte[] pcm = tone(640);
    short[] samples = samples(pcm);
    var halved = new short[320];
    assertThat(HalfBand.down().down(samples, samples.length, halved)).isEqualTo(320);
    var expected = new byte[320];
    MuLaw.encode(halved, 320, expected);
    assertThat(inPieces(OutputFormat.PCM_16000, pcm, pcm.length)).isEqualTo(expected);
    assertThat(inPieces(OutputFormat.PCM_16000, pcm, 333)).isEqualTo(expected);
    assertThat(inPieces(OutputFormat.PCM_16000, pcm, 3)).isEqualTo(expected);
  }

  private static byte[] inPieces(OutputFormat format, byte[] pcm, int size) {
    var toUlaw = new MuLawConverter(format);
    var ulaw = new ByteArrayOutputStream();
    for (int i = 0; i < pcm.length; i += size) {
      ulaw.writeBytes(toUlaw.convert(Arrays.copyOfRange(pcm, i, Math.min(i + size, pcm.length))));
    }
    return ulaw.toByteArray();
  }

  private static byte[] expectedAt8k(byte[] pcm) {
    short[] samples = samples(pcm);
    var ulaw = new byte[samples.length];
    MuLaw.encode(samples, samples.length, ulaw);
    return ulaw;
  }

  private static short[] samples(byte[] pcm) {
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  private static byte[] tone(int samples) {
    var pcm = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      pcm.putShort((short) (Math.sin(i / 5.0) * 12_000));
    }
    return pcm.array();
  }
}
