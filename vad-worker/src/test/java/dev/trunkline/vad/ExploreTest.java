package dev.trunkline.vad;

import dev.trunkline.vad.silero.ModelFile;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.sound.Sound;
import org.junit.jupiter.api.Test;

class ExploreTest {
  @Test
  void look() {
    Silero silero = Silero.open(ModelFile.bundled(), 32);
    byte[] call =
        Sound.join(
            Sound.silence(1000),
            Sound.balance(),
            Sound.silence(800),
            Sound.appointment(),
            Sound.silence(1000));
    byte[][] calls = {
      call,
      Sound.over(call, Sound.white(20000, 0.005)),
      Sound.over(call, Sound.pink(20000, 0.01)),
      Sound.over(call, Sound.music(20000, 0.01)),
      Sound.white(20000, 0.05),
      Sound.pink(20000, 0.05),
      Sound.music(20000, 0.1),
      Sound.dtmf(20000, 0.2),
      Sound.silence(20000)
    };
    for (byte[] c : calls) {
      var rig = new WorkerRig(silero);
      rig.take(WorkerRig.frames(c));
      rig.told.forEach(System.out::println);
      System.out.println(
          rig.meters.get("trunkline.vad.probability").summary().max()
              + " "
              + rig.unfinished.committable(WorkerRig.PARTITION, 10000)
              + " of "
              + c.length / 160);
    }
  }
}
