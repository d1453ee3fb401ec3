// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The functions of {@code libpocketsphinx} 0.8 that a decoder needs. A decoder belongs to an arena,
 * so that one that is freed, or is being freed, is an exception here and never reaches C.
 */
@SuppressWarnings("restricted")
public final class PocketSphinxLibrary {
  /** The library's name where a package has installed it. */
  public static final String NAME = "libpocketsphinx.so.3";

  /** Longer than any segment's words. */
  private static final long MAX_TEXT_BYTES = 64 * 1024;

  private final MethodHandle readPhones;
  private final MethodHandle writePhones;
  private final MethodHandle freePhones;
  private final MethodHandle settingNames;
  private final MethodHandle readSettings;
  private final MethodHandle freeSettings;
  private final MethodHandle makeDecoder;
  private final MethodHandle freeDecoder;
  private final MethodHandle startUtterance;
  private final MethodHandle process;
  private final MethodHandle features;
  private final MethodHandle learn;
  private final MethodHandle endUtterance;
  private final MethodHandle hypothesis;

  private PocketSphinxLibrary(SymbolLookup symbols) {
    readPhones = function(symbols, "bin_mdef_read", ADDRESS, ADDRESS, ADDRESS);
    writePhones = function(symbols, "bin_mdef_write", JAVA_INT, ADDRESS, ADDRESS);
    freePhones = function(symbols, "bin_mdef_free", JAVA_INT, ADDRESS);
    settingNames = function(symbols, "ps_args", ADDRESS);
    readSettings =
        function(symbols, "cmd_ln_parse_file_r", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    freeSettings = function(symbols, "cmd_ln_free_r", JAVA_INT, ADDRESS);
    makeDecoder = function(symbols, "ps_init", ADDRESS, ADDRESS);
    freeDecoder = function(symbols, "ps_free", JAVA_INT, ADDRESS);
    startUtterance = function(symbols, "ps_start_utt", JAVA_INT, ADDRESS);
    process =
        function(
            symbols, "ps_process_raw", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT);
    features = function(symbols, "ps_get_feat", ADDRESS, ADDRESS);
    learn = procedure(symbols, "feat_update_stats", ADDRESS);
    endUtterance = function(symbols, "ps_end_utt", JAVA_INT, ADDRESS);
    hypothesis = function(symbols, "ps_get_hyp", ADDRESS, ADDRESS, ADDRESS);
    // It would tell all it does on the standard error.
    call(procedure(symbols, "err_set_logfp", ADDRESS), MemorySegment.NULL);
  }

  /** The library, if it is installed and is of the version that has these functions. */
  public static Optional<PocketSphinxLibrary> installed(String name) {
    try {
      return Optional.of(new PocketSphinxLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /**
   * Turns a model definition as text into one that all decoders share: it is mapped into memory,
   * which spares each of them 3 MB and most of the time it takes to make.
   */
  void compilePhones(Path text, Path binary) {
    try (Arena local = Arena.ofConfined()) {
      var phones =
          (MemorySegment) call(readPhones, MemorySegment.NULL, local.allocateFrom(text.toString()));
      check(!MemorySegment.NULL.equals(phones), "read the phones of its model");
      int status = (int) call(writePhones, phones, local.allocateFrom(binary.toString()));
      call(freePhones, phones);
      check(status >= 0, "write the phones of its model");
    }
  }

  /**
   * Makes a decoder that is freed with the arena.
   *
   * @param settings a file of the settings that pocketsphinx has on its command line
   * @throws IllegalStateException if it cannot read the settings or the models they name
   */
  MemorySegment decoder(Path settings, Arena arena) {
    try (Arena local = Arena.ofConfined()) {
      var read =
          (MemorySegment)
              call(
                  readSettings,
                  MemorySegment.NULL,
                  call(settingNames),
                  local.allocateFrom(settings.toString()),
                  1);
      check(!MemorySegment.NULL.equals(read), "read its settings");
      var made = (MemorySegment) call(makeDecoder, read);
      call(freeSettings, read);
      check(!MemorySegment.NULL.equals(made), "read its models");
      return made.reinterpret(arena, decoder -> call(freeDecoder, decoder));
    }
  }

  void startUtterance(MemorySegment decoder) {
    check((int) call(startUtterance, decoder) >= 0, "begin");
  }

  /** Takes the samples at the beginning of a buffer. */
  void process(MemorySegment decoder, MemorySegment buffer, long samples) {
    check((int) call(process, decoder, buffer, samples, 0, 0) >= 0, "decode");
  }

  /**
   * What was heard so far is what the line sounds like. The library itself learns that only at the
   * end of an utterance, which is late for a call that has just begun.
   */
  void learnLine(MemorySegment decoder) {
    call(learn, call(features, decoder));
  }

  void endUtterance(MemorySegment decoder) {
    check((int) call(endUtterance, decoder) >= 0, "end");
  }

  /** The words of the utterance so far or, after its end, of all of it; "" if none. */
  String hypothesis(MemorySegment decoder) {
    var text = (MemorySegment) call(hypothesis, decoder, MemorySegment.NULL);
    return MemorySegment.NULL.equals(text) ? "" : text.reinterpret(MAX_TEXT_BYTES).getString(0);
  }

  private static MethodHandle function(
      SymbolLookup symbols, String name, MemoryLayout result, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(result, parameters));
  }

  private static MethodHandle procedure(
      SymbolLookup symbols, String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
  }

  /** Slower by a microsecond than an exact call, of which there are fifty a second and call. */
  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function throws nothing", e);
    }
  }

  private static void check(boolean done, String what) {
    if (!done) {
      throw new IllegalStateException("pocketsphinx could not " + what);
    }
  }
}
