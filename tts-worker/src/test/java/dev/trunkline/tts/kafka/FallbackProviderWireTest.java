// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.TtsMetrics;
import dev.trunkline.tts.TtsSettings;
import dev.trunkline.tts.core.OutputFormat;
import dev.trunkline.tts.core.SpeechCache;
import dev.trunkline.tts.core.SpeechScheduler;
import dev.trunkline.tts.provider.AssistantVoices;
import dev.trunkline.tts.provider.FakeElevenLabs;
import dev.trunkline.tts.provider.Voice;
import dev.trunkline.tts.provider.VoiceAccess;
import dev.trunkline.tts.provider.VoiceProvider;
import dev.trunkline.tts.provider.VoiceSockets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two speech providers on real sockets. */
class FallbackProviderWireTest {
  private static final TopicPartition PARTITION = new TopicPartition("replies", 0);
  private static final String OUTAGE = "{\"detail\":{\"status\":\"system_busy\"}}";

  private final FakeElevenLabs first = new FakeElevenLabs();
  private final FakeElevenLabs second = new FakeElevenLabs();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<ProducerRecord<String, byte[]>> audio = new LinkedBlockingQueue<>();
  private final TtsSettings settings =
      TtsSettings.from(
          Settings.of(
              Map.of(
                  "ELEVENLABS_BASE_URL", first.url().toString(),
                  "ELEVENLABS_API_KEY", "one",
                  "ELEVENLABS_FALLBACK_BASE_URL", second.url().toString(),
                  "ELEVENLABS_FALLBACK_API_KEY", "two",
                  "ELEVENLABS_FALLBACK_VOICE_ID", "other")),
          null);
  private final List<VoiceProvider> providers =
      List.of(
          provider(settings.access(), false),
          provider(Objects.requireNonNull(settings.fallback()), true));
  private final Endpoints<VoiceProvider> endpoints =
      new Endpoints<>(
          "elevenlabs",
          "tts",
          providers,
          new Breaker.Limits(4, Duration.ofMinutes(10)),
          meters,
          System::nanoTime);

  @AfterEach
  void close() {
    providers.forEach(provider -> provider.sockets().close());
    first.close();
    second.close();
  }

  @Test
  @DisplayName(
      "When the first provider rejects a request, the second is used with its own key and voice")
  void fallbackIsUsedWithItsOwnKeyAndVoice() throws Exception {
    first.reject(401, "{\"detail\":{\"status\":\"quota_exceeded\"}}");
    var call = call("CA1");
    readReply(call);
    assertThat(first.awaitRequest().getHeaders().get("xi-api-key")).isEqualTo("one");
    var request = second.awaitRequest();
    assertThat(request.getHeaders().get("xi-api-key")).isEqualTo("two");
    assertThat(request.getUrl().encodedPath()).contains("/other/");
    var session = second.awaitSession();
    session.await();
    session.sendAudio("t0-1", "Hello. ");
    session.endContext("t0-1");
    awaitEnd();
    assertThat(count("answers", "second")).isEqualTo(1);
    assertThat(count("answers", "first")).isZero();
    call.close();
  }

  @Test
  void openBreakerSkipsTheFirstProvider() throws Exception {
    first.reject(503, OUTAGE);
    for (int i = 0; i < 3; i++) {
      var call = call("CA" + i);
      readReply(call);
      assertThat(second.awaitSession()).isNotNull();
      call.close();
    }
    assertThat(count("calls", "first")).isEqualTo(2);
  }

  @Test
  void turnEndsWhenBothBreakersAreOpen() throws Exception {
    first.reject(503, OUTAGE);
    second.reject(503, OUTAGE);
    for (int i = 0; i < 2; i++) {
      var call = call("CA" + i);
      readReply(call);
      awaitErrors("second", i + 1);
      call.close();
    }
    var call = call("CA2");
    readReply(call);
    awaitEnd();
    assertThat(count("calls", "first") + count("calls", "second")).isEqualTo(4);
    call.close();
  }

  private CallSpeaker call(String callSid) {
    var speech =
        new SpeechScheduler(
            callSid,
            settings.limits(),
            OutputFormat.ULAW_8000,
            new SpeechCache(0).ofVoice("any"),
            () -> 0,
            System.nanoTime());
    return new CallSpeaker(
        callSid,
        PARTITION,
        speech,
        new SpeakerDependencies(
            endpoints,
            audio::add,
            new UnfinishedWork(),
            new TtsMetrics(meters),
            Tracing.off(),
            System::nanoTime));
  }

  private static void readReply(CallSpeaker call) {
    ReturnAddress to = ReturnAddress.ofGateway("a");
    call.reply(new SegmentWritten("CA1", 0, 0, "Hello.", 1, 0), 1, to);
    call.reply(new ReplyEnded("CA1", 0, 1, null, 0), 2, to);
  }

  private VoiceProvider provider(VoiceAccess access, boolean voiceForAll) {
    var assistants = Assistants.checked(Settings.of(Map.of()));
    return new VoiceProvider(
        new VoiceSockets(access, System::nanoTime),
        new AssistantVoices(assistants, new Voice(access.voice().id(), null), voiceForAll));
  }

  private void awaitEnd() throws InterruptedException {
    ProducerRecord<String, byte[]> chunk;
    do {
      chunk = audio.poll(10, TimeUnit.SECONDS);
      assertThat(chunk).as("the end of the turn").isNotNull();
    } while (chunk.value().length > 0);
  }

  private void awaitErrors(String endpoint, int atLeast) {
    await("failures are counted")
        .atMost(10, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .until(() -> errors(endpoint) >= atLeast);
  }

  private double errors(String endpoint) {
    return meters.get("trunkline.provider.errors").tag("endpoint", endpoint).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double count(String what, String endpoint) {
    return meters.get("trunkline.provider." + what).tag("endpoint", endpoint).counter().count();
  }
}
