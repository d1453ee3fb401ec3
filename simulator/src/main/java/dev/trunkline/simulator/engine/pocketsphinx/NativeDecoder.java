package dev.trunkline.simulator.engine.pocketsphinx;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * One decoder of pocketsphinx. An utterance begins with its first sample. One thread at a time;
 * once it is closed everything else throws {@link IllegalStateException}.
 */
final class NativeDecoder implements AutoCloseable {
  private static final int BUFFER_SAMPLES = 4_800;

  private final Arena arena = Arena.ofShared();
  private final PocketSphinxLibrary library;
  private final MemorySegment decoder;
  private final MemorySegment buffer = arena.allocate(JAVA_SHORT, BUFFER_SAMPLES);
  private boolean started;

  NativeDecoder(PocketSphinxLibrary library, Path settings) {
    this.library = library;
    decoder = library.decoder(settings, arena);
  }

  void accept(short[] pcm16k, int offset, int length) {
    if (!started && length > 0) {
      library.startUtterance(decoder);
      started = true;
    }
    for (int done = 0; done < length; done += BUFFER_SAMPLES) {
      int samples = Math.min(BUFFER_SAMPLES, length - done);
      MemorySegment.copy(pcm16k, offset + done, buffer, JAVA_SHORT, 0, samples);
      library.process(decoder, buffer, samples);
    }
  }

  String partial() {
    return started ? library.hypothesis(decoder) : "";
  }

  String finish() {
    if (!started) {
      return "";
    }
    started = false;
    library.endUtterance(decoder);
    return library.hypothesis(decoder);
  }

  /** Frees the decoder and its models. */
  @Override
  public void close() {
    arena.close();
  }
}
