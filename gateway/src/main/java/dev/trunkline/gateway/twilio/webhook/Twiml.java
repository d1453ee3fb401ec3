// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Builds the TwiML documents that the gateway answers with. */
final class Twiml {
  static final String CONTENT_TYPE = "text/xml; charset=utf-8";

  private static final String PROLOGUE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  /** Longer than any conversation of people; Twilio's own limit is four hours. */
  private static final Duration TRANSFER_LIMIT = Duration.ofHours(2);

  private Twiml() {}

  /**
   * Connects the call to a media stream; if that ends before the call, Twilio requests {@code
   * continuation}. Twilio reports the stream's events to {@code status}.
   */
  static String connect(
      String streamUrl, Map<String, String> parameters, String status, String continuation) {
    var twiml = new StringBuilder(PROLOGUE).append("<Response><Connect><Stream url=\"");
    twiml.append(escape(streamUrl)).append("\" statusCallback=\"");
    twiml.append(escape(status)).append("\" statusCallbackMethod=\"POST\">");
    parameters.forEach((name, value) ->
        twiml
            .append("<Parameter name=\"")
            .append(escape(name))
            .append("\" value=\"")
            .append(escape(value))
            .append("\"/>"));
    twiml.append("</Stream></Connect><Redirect method=\"POST\">").append(escape(continuation));
    return twiml.append("</Redirect></Response>").toString();
  }

  /** Speaks {@code text} and hangs up. */
  static String sayAndHangUp(String text, TwilioVoice voice) {
    return PROLOGUE
        + "<Response><Say"
        + attribute("language", voice.language())
        + attribute("voice", voice.name())
        + ">"
        + escape(text)
        + "</Say><Hangup/></Response>";
  }

  private static String attribute(String name, Optional<String> value) {
    return value.map(v -> " " + name + "=\"" + escape(v) + "\"").orElse("");
  }

  /** Redirects the call to another webhook after a pause of whole seconds. */
  static String redirect(String url, Duration pause) {
    return PROLOGUE
        + "<Response>"
        + (pause.isZero() ? "" : "<Pause length=\"" + pause.toSeconds() + "\"/>")
        + "<Redirect method=\"POST\">"
        + escape(url)
        + "</Redirect></Response>";
  }

  /**
   * Connects the caller, who hears ringing until {@code number} answers; then requests {@code
   * continuation}.
   *
   * @param callerId the number that is shown; empty for the caller's own
   */
  static String dial(
      String number, Optional<String> callerId, long ringSeconds, String continuation) {
    return PROLOGUE
        + "<Response><Dial answerOnBridge=\"true\" timeout=\""
        + ringSeconds
        + "\" timeLimit=\""
        + TRANSFER_LIMIT.toSeconds()
        + "\""
        + attribute("callerId", callerId)
        + " method=\"POST\" action=\""
        + escape(continuation)
        + "\"><Number>"
        + escape(number)
        + "</Number></Dial></Response>";
  }

  /** Presses keys, then requests {@code continuation}. */
  static String play(String digits, String continuation) {
    return PROLOGUE
        + "<Response><Play digits=\""
        + escape(digits)
        + "\"/><Redirect method=\"POST\">"
        + escape(continuation)
        + "</Redirect></Response>";
  }

  /** Hangs up. */
  static String hangUp() {
    return PROLOGUE + "<Response><Hangup/></Response>";
  }

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .filter(Twiml::isAllowed)
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            default -> escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }

  /** XML 1.0 cannot represent control characters or half of a surrogate pair. */
  private static boolean isAllowed(int c) {
    return c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }
}
