// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class MuLawTest {

  @Test
  void encodesEverySampleAsTheItuReferenceDoes() {
    var codes = new byte[65_536];
    var words = ByteBuffer.allocate(2 * codes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = MuLaw.encode((short) (i - 32_768));
      words.putShort((short) (codes[i] & 0xFF));
    }
    assertThat(crc(codes)).isEqualTo(0x6399D432L);
    assertThat(crc(words.array())).isEqualTo(0xCD170E15L);
  }

  @Test
  void decodesEveryCodeAsTheItuReferenceDoes() {
    var words = ByteBuffer.allocate(2 * 65_536).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 65_536; i++) {
      words.putShort(MuLaw.decode(MuLaw.encode((short) (i - 32_768))));
    }
    assertThat(crc(words.array())).isEqualTo(0x63641C01L);
  }

  @Test
  void theLoudestSamplesDoNotWrapToSilence() {
    assertThat(MuLaw.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
    assertThat(MuLaw.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
  }

  @Test
  void bothCodesOfZeroAreSilence() {
    assertThat(MuLaw.decode(MuLaw.SILENCE)).isZero();
    assertThat(MuLaw.decode((byte) 0x7F)).isZero();
    assertThat(MuLaw.encode((short) 0)).isEqualTo(MuLaw.SILENCE);
  }

  @Test
  void everyOtherCodeSurvivesDecodingAndEncoding() {
    for (int code = 0; code < 256; code++) {
      if (code != 0x7F) {
        assertThat(MuLaw.encode(MuLaw.decode((byte) code))).isEqualTo((byte) code);
      }
    }
  }

  private static long crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
