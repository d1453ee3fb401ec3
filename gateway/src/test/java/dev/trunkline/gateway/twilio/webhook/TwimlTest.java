// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TwimlTest {
  @Test
  void connectIsFollowedByTheContinuationRedirect() throws Exception {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("token", "a&b<\"é");
    Element response =
        parse(
            Twiml.connect(
                "wss://h/media",
                parameters,
                "https://h/status",
                "https://h/twiml?resume=1&issued=2"));

    assertThat(response.getTagName()).isEqualTo("Response");
    Element connect = (Element) response.getFirstChild();
    Element stream = (Element) connect.getFirstChild();
    Element parameter = (Element) stream.getFirstChild();
    Element redirect = (Element) response.getLastChild();
    assertThat(connect.getTagName()).isEqualTo("Connect");
    assertThat(stream.getAttribute("url")).isEqualTo("wss://h/media");
    assertThat(stream.getAttribute("statusCallback")).isEqualTo("https://h/status");
    assertThat(parameter.getAttribute("name")).isEqualTo("token");
    assertThat(parameter.getAttribute("value")).isEqualTo("a&b<\"é");
    assertThat(redirect.getTagName()).isEqualTo("Redirect");
    assertThat(redirect.getAttribute("method")).isEqualTo("POST");
    assertThat(redirect.getTextContent()).isEqualTo("https://h/twiml?resume=1&issued=2");
  }

  @Test
  void dialAndPlayLeadToTheContinuation() throws Exception {
    Element dial =
        (Element)
            parse(
                    Twiml.dial(
                        "+15550109", Optional.empty(), 20, "https://h/twiml?resume=1&issued=2"))
                .getFirstChild();
    assertThat(dial.getTagName()).isEqualTo("Dial");
    assertThat(dial.getAttribute("timeout")).isEqualTo("20");
    assertThat(dial.getAttribute("timeLimit")).isEqualTo("7200");
    assertThat(dial.hasAttribute("callerId")).isFalse();
    assertThat(dial.getAttribute("answerOnBridge")).isEqualTo("true");
    assertThat(dial.getAttribute("action")).isEqualTo("https://h/twiml?resume=1&issued=2");
    assertThat(dial.getFirstChild().getTextContent()).isEqualTo("+15550109");
    Element keys = parse(Twiml.play("1w2#", "https://h/twiml?resume=1&issued=2"));
    assertThat(((Element) keys.getFirstChild()).getAttribute("digits")).isEqualTo("1w2#");
    assertThat(keys.getLastChild().getTextContent()).isEqualTo("https://h/twiml?resume=1&issued=2");
  }

  @Test
  void calledNumberIsShownWhereTheCallersCannotBe() throws Exception {
    var called = Optional.of("+15005550006");
    Element dial =
        (Element) parse(Twiml.dial("+15550109", called, 20, "https://h")).getFirstChild();
    assertThat(dial.getAttribute("callerId")).isEqualTo("+15005550006");
    assertThat(dial.getAttribute("action")).isEqualTo("https://h");
  }

  @Test
  void messageIsSpokenBeforeHangingUp() throws Exception {
    var twiliosOwn = new TwilioVoice(Optional.empty(), Optional.empty());
    Element response = parse(Twiml.sayAndHangUp("Busy & <sorry>\u0000\ud800", twiliosOwn));

    assertThat(response.getFirstChild().getAttributes().getLength()).isZero();
    assertThat(response.getFirstChild().getTextContent()).isEqualTo("Busy & <sorry>");
    assertThat(response.getLastChild().getNodeName()).isEqualTo("Hangup");
  }

  @Test
  void attemptsAreCountedOnlyInQuickSuccession() {
    var second = new Continuation(2, 1_000);

    assertThat(second.attemptAt(11_000)).isEqualTo(2);
    assertThat(second.attemptAt(11_001)).isEqualTo(1);
    assertThat(Continuation.in(FormFields.parse(second.query().substring(1)))).contains(second);
    assertThat(Continuation.in(FormFields.parse("resume=x"))).isEmpty();
    assertThat(Continuation.in(FormFields.parse("other=1"))).isEmpty();
  }

  private static Element parse(String twiml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(twiml.getBytes(UTF_8)))
        .getDocumentElement();
  }
}
