// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import dev.trunkline.simulator.speech.decoder.SegmentDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The decoders of one model, a new one for each call and so many at most. They are not used again:
 * a new one takes 30 ms, a used one would hear the next call with what it learnt of the last one's
 * line. Thread-safe.
 */
public final class NativeDecoders implements AutoCloseable {
  private final PocketSphinxLibrary library;
  private final int limit;
  private final ModelFolder models;
  private final Set<NativeDecoder> open = new HashSet<>();
  private boolean closed;

  /**
   * Writes the models where the library can read them.
   *
   * @param limit so many decoders are open at most
   * @throws IllegalStateException if the library cannot use the models
   */
  public NativeDecoders(
      PocketSphinxLibrary library,
      int limit,
      List<List<String>> sentences,
      SortedSet<String> vocabulary)
      throws IOException {
    this.library = library;
    this.limit = limit;
    models = new ModelFolder(library, sentences, vocabulary);
  }

  /** A decoder; empty if the limit is reached or the pool is closed. */
  public synchronized Optional<SegmentDecoder> open() {
    if (closed || open.size() == limit) {
      return Optional.empty();
    }
    var decoder = new NativeDecoder(library, models.settings(), this::closed);
    open.add(decoder);
    return Optional.of(decoder);
  }

  /** Frees all decoders; none of them may be decoding. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    List.copyOf(open).forEach(NativeDecoder::close);
    try {
      models.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the speech models cannot be deleted", e);
    }
  }

  private synchronized void closed(NativeDecoder decoder) {
    open.remove(decoder);
  }
}
