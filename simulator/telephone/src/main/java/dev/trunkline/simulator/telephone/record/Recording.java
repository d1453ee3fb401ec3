// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the caller said and what the caller heard, on one axis: position 0 is the first sample of
 * the call's first media frame, and 8 samples are one millisecond of real time. The assistant's
 * side holds what was played out, so nothing that a {@code clear} dropped. For any thread.
 */
public final class Recording {
  private static final int MAX_EVENTS = 50_000;
  private static final int WAV_HEADER = 44;
  private static final int RATE = 8_000;

  private final boolean keepsSound;
  private final Track caller;
  private final Track assistant;
  private final AudibleStretchDetector callerLoudness;
  private final AudibleStretchDetector assistantLoudness;
  private final List<LineEvent> events = new ArrayList<>();
  private long length;
  private long streamed;

  /** An empty recording. */
  public Recording(RecordSettings settings) {
    keepsSound = settings.keepSound();
    long capacity = Samples.ofMs(settings.maxMs());
    caller = new Track(capacity);
    assistant = new Track(capacity);
    callerLoudness = new AudibleStretchDetector(settings.audibleRms(), settings.gapMs());
    assistantLoudness = new AudibleStretchDetector(settings.audibleRms(), settings.gapMs());
  }

  /** The caller's sound at {@code position}, in order. */
  public synchronized void caller(long position, byte[] ulaw, int samples) {
    callerLoudness.add(position, ulaw, 0, samples);
    length = Math.max(length, position + samples);
    if (keepsSound) {
      caller.put(position, ulaw, 0, samples);
    }
  }

  /** Sound of the assistant's that the caller heard at {@code position}, in order. */
  public synchronized void assistant(long position, byte[] ulaw, int from, int samples) {
    assistantLoudness.add(position, ulaw, from, samples);
    length = Math.max(length, position + samples);
    if (keepsSound) {
      assistant.put(position, ulaw, from, samples);
    }
  }

  /** All sound before {@code position} has been reported. */
  public synchronized void advance(long position) {
    callerLoudness.advance(position);
    assistantLoudness.advance(position);
  }

  /** Adds an event; the first 50,000 are kept. */
  public synchronized void event(long position, Kind kind, String detail) {
    if (events.size() < MAX_EVENTS) {
      events.add(new LineEvent(Samples.toMs(position), kind, detail));
    }
  }

  /** How many stretches of the assistant's there are, and the last one if any. */
  public synchronized Heard heard() {
    int count = assistantLoudness.count();
    return new Heard(count, count == 0 ? new SoundStretch(0, 0) : assistantLoudness.latest());
  }

  /** A glance at the assistant's side. */
  public record Heard(int count, SoundStretch latest) {}

  /** What the caller can be heard saying. */
  public synchronized List<SoundStretch> callerStretches() {
    return callerLoudness.stretches();
  }

  /** What the caller heard of the assistant. */
  public synchronized List<SoundStretch> assistantStretches() {
    return assistantLoudness.stretches();
  }

  /** All events so far, in the order they happened. */
  public synchronized List<LineEvent> events() {
    return List.copyOf(events);
  }

  /** Audio of the caller was given to a media stream. */
  public synchronized void streamed(int samples) {
    streamed += samples;
  }

  /**
   * How much audio was given to media streams so far. A line is open for longer: before the first
   * stream, between two of them, while Twilio itself speaks, and while a stream is closed.
   */
  public synchronized double streamedMs() {
    return Samples.toMs(streamed);
  }

  /** The length of the call's audio so far. */
  public synchronized double lengthMs() {
    return Samples.toMs(length);
  }

  /** The caller's side as 16-bit samples at 8 kHz; all silence if sound is not kept. */
  public synchronized short[] callerPcm() {
    return caller.pcm(length);
  }

  /** The side the caller heard, as long as {@link #callerPcm}. */
  public synchronized short[] assistantPcm() {
    return assistant.pcm(length);
  }

  /** Writes a stereo WAV file, 8 kHz, 16 bits: the caller left, the assistant right. */
  public void writeWav(Path file) throws IOException {
    short[] left;
    short[] right;
    synchronized (this) {
      left = callerPcm();
      right = assistantPcm();
    }
    int bytes = left.length * 4;
    ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(WAV_HEADER - 8 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(RATE * 4);
    wav.putShort((short) 4).putShort((short) 16).put(ascii("data")).putInt(bytes);
    for (int i = 0; i < left.length; i++) {
      wav.putShort(left[i]).putShort(right[i]);
    }
    Files.write(file, wav.array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
