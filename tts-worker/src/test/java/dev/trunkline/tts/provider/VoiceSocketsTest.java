// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage;
import dev.trunkline.tts.core.VoiceMessage.Audio;
import dev.trunkline.tts.core.VoiceMessage.ProviderError;
import dev.trunkline.tts.core.VoiceRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoiceSocketsTest {
  private final FakeElevenLabs server = new FakeElevenLabs();
  private final AtomicLong clock = new AtomicLong();
  private final VoiceSockets sockets = new VoiceSockets(server.access(), clock::get);
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void close() {
    sockets.close();
    server.close();
    assertThat(sockets.size()).isZero();
  }

  @Test
  void requestHasTheProtocolsParametersAndKey() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    var request = server.awaitRequest();
    assertThat(request.getHeaders().get("xi-api-key")).isEqualTo("secret");
    assertThat(request.getUrl().encodedPath())
        .isEqualTo("/v1/text-to-speech/rachel/multi-stream-input");
    assertThat(request.getUrl().query())
        .isEqualTo(
            "model_id=turbo&output_format=ulaw_8000&auto_mode=true&sync_alignment=true"
                + "&inactivity_timeout=180");
  }

  @Test
  void textIsSentAndAudioReceived() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, listener);
    assertThat(listener.next()).isEqualTo("opened");
    var session = server.awaitSession();
    socket.send(new VoiceRequest.OpenContext("c"));
    socket.send(new VoiceRequest.SpeakText("c", "Hello."));
    socket.send(new VoiceRequest.CloseContext("c"));
    assertThat(session.await()).isEqualTo("{\"text\":\" \",\"context_id\":\"c\"}");
    assertThat(session.await())
        .isEqualTo("{\"text\":\"Hello. \",\"context_id\":\"c\",\"flush\":true}");
    assertThat(session.await()).isEqualTo("{\"context_id\":\"c\",\"close_context\":true}");
    session.send("{\"audio\":\"AQI=\",\"contextId\":\"c\"}");
    assertThat(((Audio) listener.next()).bytes()).containsExactly(1, 2);
  }

  @Test
  void messageLargerThanOneMebibyteIsRead() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    listener.next();
    var audio = new byte[1_500_000];
    server
        .awaitSession()
        .send(
            "{\"audio\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\",\"contextId\":\"c\"}");
    assertThat(((Audio) listener.next()).bytes()).hasSize(audio.length);
  }

  @Test
  void rejectedUpgradeReportsItsReason() throws Exception {
    server.reject(401, "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"no more\"}}");
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    assertThat(listener.next())
        .isEqualTo(new VoiceFailure(FailureCategory.QUOTA_SPENT, "quota_exceeded"));
    server.reject(503, "");
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    assertThat(listener.next())
        .isEqualTo(new VoiceFailure(FailureCategory.UNAVAILABLE, "http_503"));
    assertThat(sockets.size()).isZero();
  }

  @Test
  void unreachableServerIsUnavailable() throws Exception {
    URI unreachable = server.url();
    server.close();
    var access = server.access();
    assertThat(access.baseUrl()).isEqualTo(unreachable);
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    assertThat(((VoiceFailure) listener.next()).category()).isEqualTo(FailureCategory.UNAVAILABLE);
  }

  @Test
  void errorAndFollowingCloseAreBothReported() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, listener);
    listener.next();
    var session = server.awaitSession();
    session.send("{\"message\":\"m\",\"error\":\"quota_exceeded\",\"code\":1008}");
    session.close(1008, "cut off in the mid");
    assertThat(((ProviderError) listener.next()).failure().category())
        .isEqualTo(FailureCategory.QUOTA_SPENT);
    assertThat(listener.next())
        .isEqualTo(new VoiceFailure(FailureCategory.UNAVAILABLE, "closed_1008"));
    assertThat(session.awaitClose()).isEqualTo(1000);
    assertThat(sockets.size()).isZero();
  }

  @Test
  void brokenConnectionIsReportedOnce() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, listener);
    listener.next();
    server.awaitSession();
    server.cutAll();
    assertThat(((VoiceFailure) listener.next()).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    socket.send(new VoiceRequest.OpenContext("c"));
    socket.abort();
    assertThat(listener.calls).isEmpty();
  }

  @Test
  void closeLetsTheServerCloseTheSocket() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, listener);
    listener.next();
    var session = server.awaitSession();
    sockets.close(socket);
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
    sockets.tick();
    session.close(1000, "");
    assertThat(((VoiceFailure) listener.next()).code()).isEqualTo("closed_1000");
    assertThat(sockets.size()).isZero();
  }

  @Test
  void closeTimesOutIfTheServerDoesNotClose() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, listener);
    listener.next();
    var session = server.awaitSession();
    sockets.close(socket);
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    sockets.tick();
    assertThat(session.awaitClose()).isEqualTo(1000);
  }

  @Test
  void hundredSocketsAreOpenConcurrently() throws Exception {
    var listeners = new ArrayList<RecordingListener>();
    for (int i = 0; i < 100; i++) {
      listeners.add(new RecordingListener());
      sockets.connect(FakeElevenLabs.RACHEL, listeners.getLast());
    }
    for (RecordingListener each : listeners) {
      assertThat(each.next()).isEqualTo("opened");
    }
    assertThat(sockets.size()).isEqualTo(100);
  }

  private static final class RecordingListener implements VoiceSocket.Listener {
    final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();

    Object next() throws InterruptedException {
      return Objects.requireNonNull(calls.poll(10, SECONDS), "no call arrived");
    }

    @Override
    public void opened() {
      calls.add("opened");
    }

    @Override
    public void received(VoiceMessage message) {
      calls.add(message);
    }

    @Override
    public void lost(VoiceFailure failure) {
      calls.add(failure);
    }
  }
}
