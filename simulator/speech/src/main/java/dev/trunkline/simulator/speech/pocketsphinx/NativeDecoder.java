// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.trunkline.simulator.speech.decoder.SegmentDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One decoder of pocketsphinx. An utterance begins with the first sample of a segment, so that a
 * segment without any never reaches C. Once closed, everything else throws {@link
 * IllegalStateException}.
 */
final class NativeDecoder implements SegmentDecoder {
  private static final int BUFFER_SAMPLES = 4_800;

  /** The line's spectrum can be estimated from one second of audio. */
  private static final long ENOUGH_TO_LEARN = 16_000;

  private final Arena arena = Arena.ofShared();
  private final PocketSphinxLibrary library;
  private final Consumer<NativeDecoder> whenClosed;

  private final MemorySegment decoder;
  private final MemorySegment buffer;
  private boolean started;
  private long heard;

  /**
   * Reads the models, in about 30 ms.
   *
   * @param whenClosed called once, after the memory is freed
   */
  NativeDecoder(PocketSphinxLibrary library, Path settings, Consumer<NativeDecoder> whenClosed) {
    this.library = library;
    this.whenClosed = whenClosed;
    decoder = library.decoder(settings, arena);
    buffer = arena.allocate(JAVA_SHORT, BUFFER_SAMPLES);
  }

  @Override
  public void accept(short[] pcm16k, int offset, int length) {
    if (!started && length > 0) {
      library.startUtterance(decoder);
      started = true;
    }
    for (int done = 0; done < length; done += BUFFER_SAMPLES) {
      int samples = Math.min(BUFFER_SAMPLES, length - done);
      MemorySegment.copy(pcm16k, offset + done, buffer, JAVA_SHORT, 0, samples);
      library.process(decoder, buffer, samples);
      heard += samples;
      if (heard >= ENOUGH_TO_LEARN) {
        library.learnLine(decoder);
      }
    }
  }

  @Override
  public String partial() {
    return started ? library.hypothesis(decoder) : "";
  }

  @Override
  public String finish() {
    if (!started) {
      return "";
    }
    started = false;
    library.endUtterance(decoder);
    return library.hypothesis(decoder);
  }

  /** Frees the decoder with its copy of the models. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
      whenClosed.accept(this);
    }
  }
}
