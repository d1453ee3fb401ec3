// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static dev.trunkline.simulator.telephone.GatewayDouble.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamEndTest {
  private final GatewayDouble gateway = new GatewayDouble();
  private Telephone telephone = Phones.telephone();

  @AfterEach
  void close() {
    telephone.close();
    gateway.close();
  }

  @Test
  void whenTheCallerHangsUpThereIsAStopAndThenTheSocketCloses() throws Exception {
    PhoneCall call = call();
    call.hangUp();
    JsonNode stop = gateway.message("stop");

    assertThat(stop.at("/stop").toString())
        .isEqualTo(
            "{\"accountSid\":\""
                + telephone.settings().accountSid()
                + "\",\"callSid\":\""
                + call.sid()
                + "\"}");
    assertThat(gateway.next(gateway.closings).code()).isEqualTo(1000);
    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.debugger()).isEmpty();
    assertThat(gateway.messages).isEmpty();
  }

  @Test
  void whenTheGatewayClosesTheNextVerbRunsAndTwilioCallsItAnError() throws Exception {
    gateway.answer("twiml", request -> gateway.connect("<Redirect>/again</Redirect>"));
    gateway.answer("again", request -> gateway.connect("<Hangup/>"));
    PhoneCall call = call();
    String first = call.connected().get();
    gateway.socket().closeSession(1000, "done");
    gateway.request("again");
    JsonNode start = gateway.message("start");

    assertThat(start.at("/sequenceNumber").textValue()).isEqualTo("1");
    assertThat(start.at("/start/callSid").textValue()).isEqualTo(call.sid());
    assertThat(start.at("/streamSid").textValue()).isNotEqualTo(first);
    assertThat(Phones.codes(call)).containsExactly(31921);
    assertThat(call.status()).isEqualTo(CallStatus.IN_PROGRESS);
  }

  @Test
  void aCloseWith1000MayBeForgiven() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_FORGIVE_CLOSE_1000", "true");
    PhoneCall call = call();
    gateway.socket().closeSession(1000, "done");

    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.debugger()).isEmpty();
  }

  @Test
  void aBrokenConnectionHasNoStopAndTheCallGoesOnAfterConnect() throws Exception {
    gateway.answer("twiml", request -> gateway.connect("<Redirect>/again</Redirect>"));
    gateway.answer("again", request -> response("<Hangup/>"));
    PhoneCall call = call();
    call.breakStream(false);

    assertThat(gateway.next(gateway.closings).code()).isNotEqualTo(1000);
    gateway.request("again");
    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(31903);
    assertThat(gateway.messages).isEmpty();
  }

  @Test
  void aBrokenConnectionMayTakeTheCallWithIt() throws Exception {
    gateway.answer("twiml", request -> gateway.connect("<Redirect>/again</Redirect>"));
    PhoneCall call = call();
    call.breakStream(true);

    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(gateway.requests).extracting(GatewayDouble.Request::path).doesNotContain("again");
  }

  @Test
  void itMayBeSetThatABrokenConnectionTakesTheCallWithIt() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_BROKEN_STREAM_ENDS_CALL", "true");
    gateway.answer("twiml", request -> gateway.connect("<Redirect>/again</Redirect>"));
    PhoneCall call = call();
    call.breakStream(false);

    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(gateway.requests).extracting(GatewayDouble.Request::path).doesNotContain("again");
  }

  @Test
  void aSlowDeathIsToldBeforeTheSocketBreaks() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_DEATH_DELAY_MS", "300");
    gateway.answer(
        "twiml",
        request ->
            response(
                "<Connect><Stream url='"
                    + gateway.mediaUrl()
                    + "' statusCallback='/stream-status'/></Connect>"));
    PhoneCall call = call();
    assertThat(gateway.request("stream-status").fields())
        .containsEntry("StreamEvent", "stream-started");
    call.dieSlowly();

    assertThat(gateway.request("stream-status").fields())
        .containsEntry("StreamEvent", "stream-error")
        .containsEntry("StreamError", "Stream - WebSocket - Protocol Error");
    assertThat(gateway.closings).isEmpty();
    assertThat(gateway.next(gateway.closings).code()).isNotEqualTo(1000);
    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(31924);
    assertThat(gateway.messages).isEmpty();
  }

  @Test
  void aCallEndsWhenItHasLastedAsLongAsItMay() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_CALL_LIMIT_MS", "300");
    PhoneCall call = call();

    gateway.message("stop");
    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({
    "ws://localhost:PORT/nowhere, , 31920",
    "ws://localhost:1/media, , 31902",
    "ws://no-such-host.invalid/media, , 31904",
    "wss://localhost:PORT/media, , 31910",
    "ftp://localhost/media, , 31922",
    "'ws://local host/media', , 31923",
    "ws://localhost:PORT/media, track='both_tracks', 31941",
  })
  void aStreamThatCannotBeIsAnErrorAndTheNextVerbRuns(String url, String attribute, int code)
      throws Exception {
    String port = String.valueOf(gateway.url("/").getPort());
    String stream =
        "<Stream url='"
            + url.replace("PORT", port)
            + "' "
            + (attribute == null ? "" : attribute)
            + "/>";
    gateway.answer(
        "twiml",
        request -> response("<Connect>" + stream + "</Connect><Redirect>/next</Redirect>"));
    gateway.answer("next", request -> response("<Hangup/>"));
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.request("next");

    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(code);
    assertThat(call.connected()).isCompletedExceptionally();
  }

  @Test
  void withoutTheSwitchOnlyWssIsGood() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_ALLOW_WS", "false");
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));

    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(31922);
  }

  @Test
  void aParameterOf500CharactersIsTooLong() throws Exception {
    String parameter = "<Parameter name='abcd' value='" + "x".repeat(496) + "'/>";
    gateway.answer(
        "twiml",
        request ->
            response(
                "<Connect><Stream url='"
                    + gateway.mediaUrl()
                    + "'>"
                    + parameter
                    + "</Stream></Connect>"));
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));

    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(12200);
    assertThat(gateway.handshakes).isEmpty();
  }

  @Test
  void aHostThatDoesNotAnswerTheHandshakeIsATimeout() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_HANDSHAKE_TIMEOUT_MS", "200");
    try (ServerSocket deaf = deaf()) {
      streamTo(deaf);
      PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));

      call.awaitEnd(Phones.WAIT_MS);
      assertThat(Phones.codes(call)).containsExactly(31901);
    }
  }

  @Test
  void aGatewayThatDoesNotReadLosesCallerAudioButNotTheCall() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_SLOW_READER_MS", "100");
    try (var lazy = new LazyGateway()) {
      streamTo(lazy.server());
      var told = new java.util.concurrent.LinkedBlockingQueue<Integer>();
      PhoneCall call =
          telephone.call(
              CallRequest.inbound(gateway.url("/twiml")),
              new CallListener() {
                @Override
                public void onError(
                    dev.trunkline.simulator.telephone.debugger.DebuggerEntry entry) {
                  told.add(entry.code().number());
                }
              });
      assertThat(gateway.next(told)).isEqualTo(31930);
      assertThat(call.status()).isEqualTo(CallStatus.IN_PROGRESS);
      call.hangUp();

      assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
      assertThat(Phones.codes(call)).isEqualTo(List.of(31930));
    }
  }

  private PhoneCall call() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    gateway.next(gateway.media);
    return call;
  }

  private void streamTo(ServerSocket server) {
    gateway.answer(
        "twiml",
        request ->
            response(
                "<Connect><Stream url='ws://localhost:"
                    + server.getLocalPort()
                    + "/media'/></Connect>"));
  }

  private static ServerSocket deaf() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
