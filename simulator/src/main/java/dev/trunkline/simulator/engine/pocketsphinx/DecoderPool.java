package dev.trunkline.simulator.engine.pocketsphinx;

import dev.trunkline.simulator.engine.decoder.SegmentDecoder;
import dev.trunkline.simulator.engine.decoder.SphinxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The decoders of one model, each with a copy of it in native memory. They are made when they are
 * first needed and kept for the next call. Thread-safe.
 */
public final class DecoderPool implements AutoCloseable {
  private final PocketSphinxLibrary library;
  private final int limit;
  private final Path folder;
  private final Path settings;
  private final List<NativeDecoder> made = new ArrayList<>();
  private final Deque<NativeDecoder> idle = new ArrayDeque<>();

  public DecoderPool(
      PocketSphinxLibrary library,
      int limit,
      List<List<String>> sentences,
      SortedSet<String> vocabulary)
      throws IOException {
    this.library = library;
    this.limit = limit;
    folder = Files.createTempDirectory("pocketsphinx");
    settings = folder.resolve("settings");
    Files.writeString(settings, settings(SphinxFolder.write(folder, sentences, vocabulary)));
    idle.push(make());
  }

  public synchronized Optional<SegmentDecoder> borrow() {
    if (idle.isEmpty() && made.size() == limit) {
      return Optional.empty();
    }
    return Optional.of(new Lease(idle.isEmpty() ? make() : idle.pop()));
  }

  @Override
  public synchronized void close() {
    made.forEach(NativeDecoder::close);
    made.clear();
    idle.clear();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private NativeDecoder make() {
    var decoder = new NativeDecoder(library, settings);
    made.add(decoder);
    return decoder;
  }

  private synchronized void giveBack(NativeDecoder decoder) {
    idle.push(decoder);
  }

  private static String settings(SphinxFolder models) {
    return """
        -hmm "%s"
        -dict "%s"
        -lm "%s"
        -lowerf 130
        -upperf 6800
        -nfilt 25
        -transform dct
        -lifter 22
        -feat 1s_c_d_dd
        -svspec 0-12/13-25/26-38
        %s
        """
        .formatted(models.acoustic(), models.dictionary(), models.language(), System.getProperty("psx", "").replace(";", "\n"));
  }

  private final class Lease implements SegmentDecoder {
    private final NativeDecoder decoder;
    private boolean closed;

    Lease(NativeDecoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public void accept(short[] pcm16k, int offset, int length) {
      decoder.accept(pcm16k, offset, length);
    }

    @Override
    public String partial() {
      return decoder.partial();
    }

    @Override
    public String finish() {
      return decoder.finish();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        decoder.finish();
        giveBack(decoder);
      }
    }
  }
}
