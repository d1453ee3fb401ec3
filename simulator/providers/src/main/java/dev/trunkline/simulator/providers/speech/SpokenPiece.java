// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import dev.trunkline.simulator.speech.SynthesizedSpeech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A piece of text, spoken and cut into chunks. */
record SpokenPiece(List<Chunk> chunks, Alignment sent, Alignment spoken, int durationMs) {
  /** A stretch of audio; times are those of the piece. */
  record Chunk(byte[] audio, double fromMs, double toMs) {}

  static SpokenPiece of(String text, SynthesizedSpeech speech, OutputFormat format, int chunkMs) {
    byte[] audio = format.encode(speech);
    int bytes = Math.max(format.bytesPerSample(), format.bytes(chunkMs));
    var chunks = new ArrayList<Chunk>();
    double msPerByte = audio.length == 0 ? 0 : (double) speech.durationMs() / audio.length;
    for (int from = 0; from < audio.length; from += bytes) {
      int to = Math.min(from + bytes, audio.length);
      chunks.add(new Chunk(Arrays.copyOfRange(audio, from, to), from * msPerByte, to * msPerByte));
    }
    return new SpokenPiece(
        List.copyOf(chunks),
        Alignment.of(text, speech),
        Alignment.normalized(speech),
        speech.durationMs());
  }
}
