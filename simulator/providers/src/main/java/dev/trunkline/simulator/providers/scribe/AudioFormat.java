// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.providers.sound.Resampler;
import java.util.Locale;
import java.util.Optional;

/** What clients may send: mono, 16-bit little-endian PCM or 8-bit µ-law. */
enum AudioFormat {
  PCM_8000(8_000),
  PCM_16000(16_000),
  PCM_22050(22_050),
  PCM_24000(24_000),
  PCM_44100(44_100),
  PCM_48000(48_000),
  ULAW_8000(8_000);

  static final int ENGINE_RATE = 16_000;

  private final int rate;

  AudioFormat(int rate) {
    this.rate = rate;
  }

  static Optional<AudioFormat> named(String key) {
    for (AudioFormat format : values()) {
      if (format.key().equals(key)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Samples a second. */
  int rate() {
    return rate;
  }

  int bytesPerSample() {
    return this == ULAW_8000 ? 1 : 2;
  }

  /** Turns a stream of this format into 16 kHz samples. */
  interface Decoder {
    short[] decode(byte[] bytes);
  }

  Decoder decoder() {
    if (rate == ENGINE_RATE) {
      return AudioFormat::pcm;
    }
    if (rate == ENGINE_RATE / 2) {
      HalfBand up = HalfBand.up();
      return bytes -> {
        short[] in = this == ULAW_8000 ? muLaw(bytes) : pcm(bytes);
        var out = new short[2 * in.length];
        up.up(in, in.length, out);
        return out;
      };
    }
    var resampler = new Resampler(rate, ENGINE_RATE);
    return bytes -> {
      short[] in = pcm(bytes);
      return resampler.feed(in, in.length);
    };
  }

  private static short[] muLaw(byte[] bytes) {
    var samples = new short[bytes.length];
    MuLaw.decode(bytes, samples);
    return samples;
  }

  private static short[] pcm(byte[] bytes) {
    var samples = new short[bytes.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
    }
    return samples;
  }
}
