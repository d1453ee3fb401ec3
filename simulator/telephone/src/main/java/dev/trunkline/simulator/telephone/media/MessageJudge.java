// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gateway's messages as strictly as Twilio says it does: exactly the documented fields,
 * the stream's own sid, strict base64.
 */
final class MessageJudge {
  private static final JsonFactory JSON = new JsonFactory();

  private final String streamSid;
  private final boolean applyExtraFields;

  MessageJudge(String streamSid, boolean applyExtraFields) {
    this.streamSid = streamSid;
    this.applyExtraFields = applyExtraFields;
  }

  MessageVerdict judge(byte[] text) {
    var fields = new Fields();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new MessageVerdict.Invalid("not a JSON object");
      }
      fields.readMessage(json);
      if (json.nextToken() != null) {
        return new MessageVerdict.Invalid("more than one JSON value");
      }
    } catch (IOException e) {
      return new MessageVerdict.Invalid("not JSON");
    }
    return judge(fields);
  }

  private MessageVerdict judge(Fields fields) {
    if (fields.malformed != null) {
      return new MessageVerdict.Invalid(fields.malformed);
    }
    if (fields.event == null) {
      return new MessageVerdict.Invalid("no event");
    }
    if (!streamSid.equals(fields.streamSid)) {
      return new MessageVerdict.Invalid(
          fields.streamSid == null ? "no streamSid" : "streamSid of another stream");
    }
    if (fields.unexpected != null && !applyExtraFields) {
      return new MessageVerdict.Invalid(fields.unexpected);
    }
    Optional<String> complaint = Optional.ofNullable(fields.unexpected);
    return switch (fields.event) {
      case "media" -> fields.mark ? misplaced("mark") : media(fields.payload, complaint);
      case "mark" -> fields.media ? misplaced("media") : mark(fields.name, complaint);
      case "clear" ->
          fields.media || fields.mark
              ? misplaced("media or mark")
              : new MessageVerdict.Clear(complaint);
      default -> new MessageVerdict.Invalid("unknown event");
    };
  }

  private static MessageVerdict misplaced(String field) {
    return new MessageVerdict.Invalid("unexpected field " + field);
  }

  private static MessageVerdict media(@Nullable String payload, Optional<String> complaint) {
    if (payload == null) {
      return new MessageVerdict.Invalid("no media.payload");
    }
    try {
      return new MessageVerdict.Media(Base64.getDecoder().decode(payload), complaint);
    } catch (IllegalArgumentException e) {
      return new MessageVerdict.Invalid("media.payload is not base64");
    }
  }

  private static MessageVerdict mark(@Nullable String name, Optional<String> complaint) {
    return name == null
        ? new MessageVerdict.Invalid("no mark.name")
        : new MessageVerdict.Mark(name, complaint);
  }

  /** What was found in one message; the message's fields are few, so no tree is built. */
  private static final class Fields {
    @Nullable String event;
    @Nullable String streamSid;
    @Nullable String payload;
    @Nullable String name;
    @Nullable String unexpected;
    @Nullable String malformed;
    boolean media;
    boolean mark;

    void readMessage(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "event" -> event = text(json, field);
          case "streamSid" -> streamSid = text(json, field);
          case "media" -> {
            media = true;
            payload = only(json, "media", "payload");
          }
          case "mark" -> {
            mark = true;
            name = only(json, "mark", "name");
          }
          default -> unexpected(json, field);
        }
      }
    }

    private @Nullable String only(JsonParser json, String object, String wanted)
        throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        malformed = object + " is not an object";
        json.skipChildren();
        return null;
      }
      String found = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals(wanted)) {
          found = text(json, object + "." + field);
        } else {
          unexpected(json, object + "." + field);
        }
      }
      return found;
    }

    private @Nullable String text(JsonParser json, String field) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        malformed = field + " is not a string";
        json.skipChildren();
        return null;
      }
      return json.getText();
    }

    private void unexpected(JsonParser json, String field) throws IOException {
      unexpected = "unexpected field " + field;
      json.skipChildren();
    }
  }
}
