// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.debugger;

import static dev.trunkline.simulator.telephone.debugger.DebuggerCode.Level.ERROR;
import static dev.trunkline.simulator.telephone.debugger.DebuggerCode.Level.WARNING;

/** The codes that Twilio's debugger shows for voice webhooks, TwiML and media streams. */
public enum DebuggerCode {
  CONCURRENT_CALLS(10004, ERROR, "Call concurrency limit exceeded"),
  HTTP_RETRIEVAL(11200, ERROR, "HTTP retrieval failure"),
  HTTP_CONNECTION(11205, ERROR, "HTTP connection failure"),
  TOO_MANY_REDIRECTS(11215, ERROR, "HTTP too many redirects"),
  TWIML_PARSE(12100, ERROR, "Document parse failure"),
  TWIML_SCHEMA(12200, WARNING, "Schema validation warning"),
  CONTENT_TYPE(12300, ERROR, "Invalid Content-Type"),
  STREAM_TIMEOUT(31901, ERROR, "Stream - WebSocket - Connection Timeout"),
  STREAM_REFUSED(31902, ERROR, "Stream - WebSocket - Connection Refused"),
  STREAM_BROKEN(31903, ERROR, "Stream - WebSocket - Connection Broken Pipe"),
  STREAM_UNREACHABLE(31904, ERROR, "Stream - WebSocket - Host Unreachable"),
  STREAM_TLS(31910, ERROR, "Stream - WebSocket - SSL Protocol Error"),
  STREAM_HANDSHAKE(31920, ERROR, "Stream - WebSocket - Handshake Error"),
  STREAM_CLOSED(31921, ERROR, "Stream - WebSocket - Close Error"),
  STREAM_SCHEME(31922, ERROR, "Stream - WebSocket - URL Schema Not Supported"),
  STREAM_URL(31923, ERROR, "Stream - WebSocket - Malformed URL"),
  STREAM_PROTOCOL(31924, ERROR, "Stream - WebSocket - Protocol Error"),
  MEDIA_OVERFLOW(31930, WARNING, "Stream - Media Buffer Overflow"),
  INVALID_TRACK(31941, ERROR, "Stream - Invalid Track configuration"),
  MALFORMED_MESSAGE(31950, WARNING, "Stream - Malformed Message"),
  INVALID_MESSAGE(31951, WARNING, "Stream - Invalid Message");

  /** How bad it is. */
  public enum Level {
    ERROR,
    WARNING
  }

  private final int number;
  private final Level level;
  private final String title;

  DebuggerCode(int number, Level level, String title) {
    this.number = number;
    this.level = level;
    this.title = title;
  }

  /** Twilio's number. */
  public int number() {
    return number;
  }

  /** Twilio's level. */
  public Level level() {
    return level;
  }

  /** Twilio's name; it is also the {@code StreamError} text of a stream's status callback. */
  public String title() {
    return title;
  }
}
