// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Calls as JSON; fields a newer version has written are passed over. */
final class ConversationSerde implements Serde<RememberedCall> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Override
  public Serializer<RememberedCall> serializer() {
    return (topic, call) -> {
      try {
        return call == null ? null : JSON.writeValueAsBytes(call);
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    };
  }

  @Override
  public Deserializer<RememberedCall> deserializer() {
    return (topic, bytes) -> {
      try {
        return bytes == null ? null : JSON.readValue(bytes, RememberedCall.class);
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    };
  }
}
