// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The segments of a turn, the audio of a voice, and the chunks made of them. */
abstract class SegmentChunkerRig {
  final SegmentChunker chunker = new SegmentChunker("CA1", 3, new LeadingSilenceTrimmer(30));
  final List<OutboundAudio> chunks = new ArrayList<>();
  byte tone;

  void open(int segment, String text) {
    chunks.addAll(chunker.open(segment, text));
  }

  /** Every message has audio of its own, so that the test can recognise it. */
  void audio(int ms, @Nullable Alignment alignment) {
    tone++;
    var ulaw = new byte[ms * 8];
    Arrays.fill(ulaw, tone);
    chunks.addAll(chunker.addAudio(ulaw, alignment));
  }

  void finish() {
    chunks.addAll(chunker.finish());
  }

  List<Integer> segments() {
    return chunks.stream().map(OutboundAudio::segment).toList();
  }

  String text(int segment) {
    var text = new StringBuilder();
    chunks.stream().filter(c -> c.segment() == segment).forEach(c -> text.append(c.text()));
    return text.toString();
  }

  byte[] sound(int segment) {
    var sound = new ByteArrayOutputStream();
    chunks.stream().filter(c -> c.segment() == segment).forEach(c -> sound.writeBytes(c.ulaw()));
    return sound.toByteArray();
  }

  /** An alignment in which every character of {@code text} lasts equally long. */
  static Alignment spread(String text, int ms) {
    int length = text.length();
    var starts = new int[length];
    var durations = new int[length];
    for (int i = 0; i < length; i++) {
      starts[i] = i * ms / length;
      durations[i] = (i + 1) * ms / length - starts[i];
    }
    return new Alignment(text.chars().mapToObj(Character::toString).toList(), starts, durations);
  }

  static byte[] silence(int ms) {
    var ulaw = new byte[ms * 8];
    Arrays.fill(ulaw, (byte) 0xFF);
    return ulaw;
  }

  /** What is spoken in the first {@code ms} of a segment. */
  String heardIn(int segment, int ms) {
    return chunks.stream()
        .filter(c -> c.segment() == segment)
        .limit(ms / 100)
        .map(OutboundAudio::text)
        .collect(Collectors.joining());
  }
}
