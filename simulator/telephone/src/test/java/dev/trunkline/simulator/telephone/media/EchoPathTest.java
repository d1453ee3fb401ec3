// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoPathTest {
  private final byte[] frame = new byte[Samples.PER_FRAME];

  @Test
  void whatIsPlayedComesBackLaterAndFainter() {
    var path = new EchoPath(new Echo(-20, 100, 0), new Random(1));
    byte[] loud = filled(10_000);
    path.played(160, loud, 0, loud.length);
    assertThat(heardAt(path, 160 + 640)).isZero();
    assertThat(heardAt(path, 160 + 800)).isCloseTo(1_000, within(40.0));
    assertThat(heardAt(path, 160 + 960)).as("nothing was played after it").isZero();
  }

  @Test
  void silenceBetweenTwoAnswersIsNoEchoOfTheFirst() {
    var path = new EchoPath(new Echo(-20, 100, 0), new Random(1));
    path.played(0, filled(10_000), 0, 160);
    path.played(12_000, filled(5_000), 0, 160);
    assertThat(heardAt(path, 12_160)).isZero();
    assertThat(heardAt(path, 12_800)).isCloseTo(500, within(30.0));
  }

  @Test
  void callerIsHeardOverTheEcho() {
    var path = new EchoPath(new Echo(-20, 100, 0), new Random(1));
    path.played(0, filled(10_000), 0, 160);
    Arrays.fill(frame, MuLaw.encode((short) 4_000));
    path.addTo(frame, 800, true);
    assertThat(MuLaw.decode(frame[0])).isCloseTo((short) 5_000, within((short) 200));
  }

  @Test
  void noiseIsThereAllTheTime() {
    var path = new EchoPath(new Echo(Echo.SILENT_DB, 100, 60), new Random(1));
    assertThat(heardAt(path, 8_000)).isCloseTo(60, within(15.0));
  }

  @Test
  void handsetReturnsNothing() {
    var path = new EchoPath(Echo.NONE, new Random(1));
    path.played(0, filled(10_000), 0, 160);
    Arrays.fill(frame, (byte) 0x7E);
    path.addTo(frame, 400, false);
    assertThat(frame).containsOnly(0x7E);
  }

  private double heardAt(EchoPath path, long position) {
    Arrays.fill(frame, MuLaw.SILENCE);
    path.addTo(frame, position, false);
    double sum = 0;
    for (byte code : frame) {
      sum += (double) MuLaw.decode(code) * MuLaw.decode(code);
    }
    return Math.sqrt(sum / frame.length);
  }

  private static byte[] filled(int sample) {
    var ulaw = new byte[160];
    Arrays.fill(ulaw, MuLaw.encode((short) sample));
    return ulaw;
  }
}
