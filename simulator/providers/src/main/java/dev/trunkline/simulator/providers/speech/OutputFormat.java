// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.providers.sound.Resampler;
import dev.trunkline.simulator.speech.SynthesizedSpeech;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What clients can ask for and get: headerless PCM or µ-law. Compressed formats are refused. */
enum OutputFormat {
  PCM_8000(8_000),
  PCM_16000(16_000),
  PCM_22050(22_050),
  PCM_24000(24_000),
  ULAW_8000(8_000);

  /** What the live service has and this one has not. */
  private static final Set<String> NOT_SIMULATED =
      Set.of(
          ("mp3_22050_32 mp3_24000_48 mp3_44100_32 mp3_44100_64 mp3_44100_96 mp3_44100_128"
                  + " mp3_44100_192 pcm_32000 pcm_44100 pcm_48000 alaw_8000 opus_48000_32"
                  + " opus_48000_64 opus_48000_96 opus_48000_128 opus_48000_192")
              .split(" "));

  private final int rate;

  OutputFormat(int rate) {
    this.rate = rate;
  }

  static OutputFormat named(String key) throws TtsError {
    for (OutputFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(key)) {
        return format;
      }
    }
    throw new TtsError(
        400,
        "invalid_output_format",
        NOT_SIMULATED.contains(key)
            ? "output_format %s exists, but the simulator cannot make it; ask for pcm or ulaw_8000"
                .formatted(key)
            : "output_format %s does not exist".formatted(key));
  }

  String contentType() {
    return this == ULAW_8000 ? "audio/basic" : "audio/pcm";
  }

  int bytesPerSample() {
    return this == ULAW_8000 ? 1 : 2;
  }

  /** Bytes of so many milliseconds, rounded down to whole samples. */
  int bytes(long ms) {
    return Math.toIntExact(ms * rate / 1000 * bytesPerSample());
  }

  /** The speech in this format. */
  byte[] encode(SynthesizedSpeech speech) {
    short[] samples = resampled(speech);
    if (this == ULAW_8000) {
      var codes = new byte[samples.length];
      MuLaw.encode(samples, samples.length, codes);
      return codes;
    }
    var bytes = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  private short[] resampled(SynthesizedSpeech speech) {
    if (rate * 2 != speech.sampleRate()) {
      return Resampler.all(speech.pcm(), speech.sampleRate(), rate);
    }
    var half = new short[speech.pcm().length / 2 + 1];
    int length = HalfBand.down().down(speech.pcm(), speech.pcm().length, half);
    return Arrays.copyOf(half, length);
  }
}
