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

/**
 * Calls as JSON. While an upgrade is running, workers of both releases read and write the same
 * changelog: names in the JSON stay, and fields of a newer release are ignored.
 */
final class StoredCallSerde implements Serde<StoredCall> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Override
  public Serializer<StoredCall> serializer() {
    return (topic, call) -> {
      try {
        return call == null ? null : JSON.writeValueAsBytes(call);
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    };
  }

  @Override
  public Deserializer<StoredCall> deserializer() {
    return (topic, bytes) -> {
      try {
        return bytes == null ? null : JSON.readValue(bytes, StoredCall.class);
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    };
  }
}
