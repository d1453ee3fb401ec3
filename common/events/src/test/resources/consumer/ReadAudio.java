// SPDX-License-Identifier: Apache-2.0
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.HeaderReader;
import dev.trunkline.events.topic.HeaderWriter;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads a record of each audio topic without a Kafka library. */
final class ReadAudio {
  private static final class Headers implements HeaderReader, HeaderWriter {
    private final Map<String, byte[]> last = new HashMap<>();

    @Override
    public byte[] last(String name) {
      return last.get(name);
    }

    @Override
    public Headers add(String name, byte[] value) {
      last.put(name, value);
      return this;
    }

    @Override
    public Headers replace(String name, byte[] value) {
      return add(name, value);
    }
  }

  public static void main(String[] args) throws Exception {
    var inbound = new Headers();
    InboundAudio.putHeaders(inbound, ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio frame = InboundAudio.read("CA1", inbound, new byte[160]);
    System.out.println(frame.streamSid() + " frame " + frame.sequence() + ", " + frame.endMs());

    var outbound = new Headers();
    new OutboundAudio("CA1", 2, 1, 5, OutboundAudio.End.TURN, "Hi", new int[] {0, 40}, new byte[80])
        .putHeaders(outbound);
    OutboundAudio chunk = OutboundAudio.read("CA1", outbound, new byte[80]);
    System.out.println("turn " + chunk.turn() + ": " + chunk.text());
    System.out.println(chunk.ulaw().length / MuLaw.PER_MS + " ms");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
