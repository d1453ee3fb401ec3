// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
  @Test
  void wholeAndFragmentedMessagesAreRead() throws IOException {
    FrameReader reader = reader("8102 4869 0101 48 8900 8001 69 8201 00 8802 03E8 8800");

    assertThat(text(reader)).isEqualTo("Hi");
    assertThat(reader.next()).isInstanceOf(ReceivedFrame.Ping.class);
    assertThat(text(reader)).isEqualTo("Hi");
    assertThat(reader.next()).isEqualTo(new ReceivedFrame.Binary(1));
    assertThat(reader.next()).isEqualTo(new ReceivedFrame.Close(1000));
    assertThat(reader.next()).isEqualTo(new ReceivedFrame.Close(1005));
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "C102 4869, reserved bit",
    "8182 00000000 4869, masked",
    "0900, control frame",
    "897E 0080, control frame",
    "8001 48, out of order",
    "0101 48 8101 69, out of order",
    "8301 48, unknown opcode",
    "8B00, unknown opcode",
    "8101 FF, not UTF-8",
    "8801 03, half a close code",
    "817F 0000000000010000, more than 1000",
    "817F FFFFFFFFFFFFFFFF, more than 1000",
  })
  void breachesOfTheProtocolAreSeen(String hex, String why) throws IOException {
    FrameReader reader = reader(hex);
    ReceivedFrame arrival = reader.next();

    assertThat(arrival)
        .isInstanceOfSatisfying(
            ReceivedFrame.Violation.class, violation -> assertThat(violation.why()).contains(why));
  }

  @ParameterizedTest
  @CsvSource({"0, 6", "125, 131", "126, 134", "65535, 65543", "65536, 65550"})
  void framesOfAllLengthsAreMasked(int length, int whole) {
    var payload = new byte[length];
    byte[] frame = FrameWriter.frame(FrameReader.TEXT, payload, new Random(1));

    assertThat(frame).hasSize(whole);
    assertThat(frame[0]).isEqualTo((byte) 0x81);
    assertThat(frame[1] & 0x80).isEqualTo(0x80);
    int head = whole - length - 4;
    for (int i = 0; i < length; i++) {
      assertThat(frame[head + 4 + i]).isEqualTo(frame[head + i % 4]);
    }
  }

  private static String text(FrameReader reader) throws IOException {
    return new String(((ReceivedFrame.Text) reader.next()).utf8(), UTF_8);
  }

  private static FrameReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new FrameReader(new ByteArrayInputStream(bytes), 1_000);
  }
}
