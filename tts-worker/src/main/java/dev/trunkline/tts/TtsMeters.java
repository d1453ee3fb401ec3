package dev.trunkline.tts;

import dev.trunkline.tts.speech.SpeechAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The worker's figures, all named {@code trunkline.tts.*}. */
final class TtsMeters {
  private final MeterRegistry meters;
  private final Timer firstAudio;
  private final Counter characters;
  private final Counter reconnects;

  TtsMeters(MeterRegistry meters, Supplier<Number> sessions) {
    this.meters = meters;
    this.firstAudio =
        Timer.builder("trunkline.tts.first.audio")
            .description("From a turn's first text sent to its first audio")
            .publishPercentileHistogram()
            .register(meters);
    this.characters = meters.counter("trunkline.tts.characters");
    this.reconnects = meters.counter("trunkline.tts.reconnects");
    Gauge.builder("trunkline.tts.sessions", sessions)
        .description("Sockets to the provider, open or being opened")
        .strongReference(true)
        .register(meters);
  }

  void count(SpeechAction.Report report) {
    switch (report) {
      case SpeechAction.Said said -> characters.increment(said.characters());
      case SpeechAction.FirstAudioHeard heard ->
          firstAudio.record(heard.nanos(), TimeUnit.NANOSECONDS);
      case SpeechAction.Retried _ -> reconnects.increment();
      case SpeechAction.Dropped dropped -> dropped(name(dropped.reason()), dropped.count());
      case SpeechAction.Failed failed ->
          meters
              .counter("trunkline.tts.errors", "category", name(failed.failure().category()))
              .increment();
    }
  }

  /** A record of a call that is over. */
  void afterTheCall() {
    dropped("call_over", 1);
  }

  private void dropped(String reason, int count) {
    meters.counter("trunkline.tts.dropped", "reason", reason).increment(count);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
