// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Sound;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Trouble;
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
  private final Ear ear = new Ear();

  @AfterEach
  void close() {
    sockets.close();
    server.close();
    assertThat(sockets.size()).isZero();
  }

  @Test
  void itAsksForWhatTheProtocolNeeds() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, ear);
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
  void wordsGoOneWayAndSoundTheOther() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, ear);
    assertThat(ear.next()).isEqualTo("opened");
    var session = server.awaitSession();
    socket.send(new VoiceRequest.OpenContext("c"));
    socket.send(new VoiceRequest.Say("c", "Hello."));
    socket.send(new VoiceRequest.CloseContext("c"));
    assertThat(session.await()).isEqualTo("{\"text\":\" \",\"context_id\":\"c\"}");
    assertThat(session.await())
        .isEqualTo("{\"text\":\"Hello. \",\"context_id\":\"c\",\"flush\":true}");
    assertThat(session.await()).isEqualTo("{\"context_id\":\"c\",\"close_context\":true}");
    session.say("{\"audio\":\"AQI=\",\"contextId\":\"c\"}");
    assertThat(((Sound) ear.next()).audio()).containsExactly(1, 2);
  }

  @Test
  void aMessageOfMoreThanAMebibyteIsRead() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, ear);
    ear.next();
    var audio = new byte[1_500_000];
    server
        .awaitSession()
        .say(
            "{\"audio\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\",\"contextId\":\"c\"}");
    assertThat(((Sound) ear.next()).audio()).hasSize(audio.length);
  }

  @Test
  void aRefusedUpgradeSaysWhy() throws Exception {
    server.refuse(401, "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"no more\"}}");
    sockets.connect(FakeElevenLabs.RACHEL, ear);
    assertThat(ear.next()).isEqualTo(new Failure(FailureCategory.QUOTA_SPENT, "quota_exceeded"));
    server.refuse(503, "");
    sockets.connect(FakeElevenLabs.RACHEL, ear);
    assertThat(ear.next()).isEqualTo(new Failure(FailureCategory.UNAVAILABLE, "http_503"));
    assertThat(sockets.size()).isZero();
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws Exception {
    URI nobody = server.url();
    server.close();
    var access = server.access();
    assertThat(access.baseUrl()).isEqualTo(nobody);
    sockets.connect(FakeElevenLabs.RACHEL, ear);
    assertThat(((Failure) ear.next()).category()).isEqualTo(FailureCategory.UNAVAILABLE);
  }

  @Test
  void anErrorAndTheCloseAfterItAreBothHeard() throws Exception {
    sockets.connect(FakeElevenLabs.RACHEL, ear);
    ear.next();
    var session = server.awaitSession();
    session.say("{\"message\":\"m\",\"error\":\"quota_exceeded\",\"code\":1008}");
    session.close(1008, "cut off in the mid");
    assertThat(((Trouble) ear.next()).failure().category()).isEqualTo(FailureCategory.QUOTA_SPENT);
    assertThat(ear.next()).isEqualTo(new Failure(FailureCategory.UNAVAILABLE, "closed_1008"));
    assertThat(session.awaitClose()).isEqualTo(1000);
    assertThat(sockets.size()).isZero();
  }

  @Test
  void aConnectionThatBreaksIsLostOnce() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, ear);
    ear.next();
    server.awaitSession();
    server.cutAll();
    assertThat(((Failure) ear.next()).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    socket.send(new VoiceRequest.OpenContext("c"));
    socket.cut();
    assertThat(ear.heard).isEmpty();
  }

  @Test
  void aSocketThatIsLeftIsClosedByTheServer() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, ear);
    ear.next();
    var session = server.awaitSession();
    sockets.leave(socket);
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
    sockets.tick();
    session.close(1000, "");
    assertThat(((Failure) ear.next()).code()).isEqualTo("closed_1000");
    assertThat(sockets.size()).isZero();
  }

  @Test
  void aServerThatDoesNotCloseIsNotWaitedForLong() throws Exception {
    VoiceSocket socket = sockets.connect(FakeElevenLabs.RACHEL, ear);
    ear.next();
    var session = server.awaitSession();
    sockets.leave(socket);
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    sockets.tick();
    assertThat(session.awaitClose()).isEqualTo(1000);
  }

  @Test
  void moreCallsThanAnHttpClientUsuallyAllowsAreOpenAtOnce() throws Exception {
    var ears = new ArrayList<Ear>();
    for (int i = 0; i < 100; i++) {
      ears.add(new Ear());
      sockets.connect(FakeElevenLabs.RACHEL, ears.getLast());
    }
    for (Ear each : ears) {
      assertThat(each.next()).isEqualTo("opened");
    }
    assertThat(sockets.size()).isEqualTo(100);
  }

  private static final class Ear implements VoiceSocket.Listener {
    final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    Object next() throws InterruptedException {
      return Objects.requireNonNull(heard.poll(10, SECONDS), "nothing was heard");
    }

    @Override
    public void opened() {
      heard.add("opened");
    }

    @Override
    public void received(VoiceMessage message) {
      heard.add(message);
    }

    @Override
    public void lost(Failure failure) {
      heard.add(failure);
    }
  }
}
