// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses Twilio's messages token by token, without a tree; the payload is decoded directly from the
 * text. Unknown fields are skipped, fields may come in any order. Thread-safe.
 */
final class TwilioMessageParser {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final String SID = "[A-Za-z0-9]{1,64}";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARACTERS)
                  .build())
          .build();

  /** The fields read so far. */
  private static final class Fields {
    @Nullable String event;
    @Nullable String streamSid;
    @Nullable String callSid;
    @Nullable String track;
    @Nullable String encoding;
    @Nullable String sampleRate;
    @Nullable String digit;
    @Nullable String markName;
    byte @Nullable [] payload;
    final Map<String, String> parameters = new HashMap<>();
    long sequence;
  }

  private TwilioMessageParser() {}

  static TwilioMessage parse(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      var fields = new Fields();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new TwilioMessage.Malformed();
      }
      readMessage(json, fields);
      return json.nextToken() == null ? message(fields) : new TwilioMessage.Malformed();
    } catch (IOException | NumberFormatException e) {
      return new TwilioMessage.Malformed();
    }
  }

  private static TwilioMessage message(Fields f) {
    if (f.event == null) {
      return new TwilioMessage.Malformed();
    }
    TwilioMessage message =
        switch (f.event) {
          case "connected" -> new TwilioMessage.Connected();
          case "start" -> start(f);
          case "media" ->
              f.payload == null
                  ? null
                  : new TwilioMessage.Media(f.streamSid, f.track, f.payload, f.sequence);
          case "dtmf" ->
              f.digit == null || !f.digit.matches("[0-9*#A-D]")
                  ? null
                  : new TwilioMessage.Dtmf(f.streamSid, f.digit, f.sequence);
          case "mark" ->
              f.markName == null
                  ? null
                  : new TwilioMessage.Mark(f.streamSid, f.markName, f.sequence);
          case "stop" -> new TwilioMessage.Stop(f.streamSid, f.sequence);
          default -> new TwilioMessage.Unknown(f.sequence);
        };
    return message == null ? new TwilioMessage.Malformed() : message;
  }

  private static @Nullable TwilioMessage start(Fields f) {
    if (f.streamSid == null || f.callSid == null) {
      return null;
    }
    return f.streamSid.matches(SID) && f.callSid.matches(SID)
        ? new TwilioMessage.Start(
            f.streamSid, f.callSid, f.encoding, f.sampleRate, f.parameters, f.sequence)
        : null;
  }

  private static void readMessage(JsonParser json, Fields f) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "event" -> f.event = scalar(json);
        case "streamSid" -> f.streamSid = scalar(json);
        case "sequenceNumber" -> f.sequence = Long.parseLong(scalar(json));
        case "media" -> readObject(json, value, f, TwilioMessageParser::readMedia);
        case "start" -> readObject(json, value, f, TwilioMessageParser::readStart);
        case "dtmf" -> readObject(json, value, f, TwilioMessageParser::readDtmf);
        case "mark" -> readObject(json, value, f, TwilioMessageParser::readMark);
        default -> json.skipChildren();
      }
    }
  }

  /** Reads the field value that the parser points at. */
  private interface FieldReader {
    void read(JsonParser json, String name, Fields f) throws IOException;
  }

  private static void readObject(JsonParser json, JsonToken value, Fields f, FieldReader reader)
      throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      reader.read(json, name, f);
    }
  }

  private static void readMedia(JsonParser json, String name, Fields f) throws IOException {
    switch (name) {
      case "payload" -> f.payload = json.getBinaryValue();
      case "track" -> f.track = scalar(json);
      default -> json.skipChildren();
    }
  }

  private static void readDtmf(JsonParser json, String name, Fields f) throws IOException {
    if (name.equals("digit")) {
      f.digit = scalar(json);
    } else {
      json.skipChildren();
    }
  }

  private static void readMark(JsonParser json, String name, Fields f) throws IOException {
    if (name.equals("name")) {
      f.markName = scalar(json);
    } else {
      json.skipChildren();
    }
  }

  private static void readStart(JsonParser json, String name, Fields f) throws IOException {
    switch (name) {
      case "streamSid" -> f.streamSid = scalar(json);
      case "callSid" -> f.callSid = scalar(json);
      case "mediaFormat" ->
          readObject(json, json.currentToken(), f, TwilioMessageParser::readMediaFormat);
      case "customParameters" ->
          readObject(json, json.currentToken(), f, TwilioMessageParser::readParameter);
      default -> json.skipChildren();
    }
  }

  private static void readMediaFormat(JsonParser json, String name, Fields f) throws IOException {
    switch (name) {
      case "encoding" -> f.encoding = scalar(json);
      case "sampleRate" -> f.sampleRate = scalar(json);
      default -> json.skipChildren();
    }
  }

  private static void readParameter(JsonParser json, String name, Fields f) throws IOException {
    f.parameters.put(name, scalar(json));
  }

  private static String scalar(JsonParser json) throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw new IOException("not a scalar");
    }
    return json.getText();
  }
}
