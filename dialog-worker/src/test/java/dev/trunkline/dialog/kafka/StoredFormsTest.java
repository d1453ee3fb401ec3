// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.dialog.core.Dialog;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JSON that other releases have written and will read: the changelog of conversations and the
 * header {@code manners}. The samples were written by the release whose {@code Conversation} was
 * one flat record; between them every field has every kind of value. They are never edited.
 */
class StoredFormsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StoredCallSerde SERDE = new StoredCallSerde();

  static Stream<String> storedCalls() {
    return new String(resource("stored-calls-flat.jsonl"), UTF_8).lines();
  }

  @ParameterizedTest
  @MethodSource("storedCalls")
  @DisplayName("A call stored by an earlier release is read and written without loss")
  void storedCallSurvivesAnUpgrade(String stored) throws IOException {
    assertThat(JSON.readTree(write(read(stored)))).isEqualTo(JSON.readTree(stored));
  }

  @ParameterizedTest
  @MethodSource("storedCalls")
  @DisplayName("A call stored by an earlier release continues, and is forgotten at last")
  void storedCallContinues(String stored) {
    var settings = ConversationSettings.from(Settings.of(Map.of()));
    var dialog = new Dialog(settings);
    Conversation conversation = read(stored).conversation();
    for (int i = 0; conversation != null && i < 50; i++) {
      long due = conversation.deadlineMs(settings);
      conversation = dialog.on(conversation, new DeadlineReached(), due).conversation();
    }
    assertThat(conversation).isNull();
  }

  @Test
  @DisplayName("State of early releases, which lacks fields, is read")
  void stateWithoutLaterFieldsIsRead() throws IOException {
    var early = (ObjectNode) JSON.readTree(storedCalls().findFirst().orElseThrow());
    early.remove(List.of("trail", "question", "assistant", "returnAddress"));
    ((ObjectNode) early.get("conversation"))
        .remove(
            List.of(
                "aside",
                "guesses",
                "attention",
                "errand",
                "pastStreams",
                "streamLostAtMs",
                "endReportedAtMs",
                "failedTurns"));
    ((ObjectNode) early.get("conversation").get("hearing"))
        .remove(List.of("pausedAtMs", "toldAtMs", "completeProbability"));
    Conversation conversation = read(early.toString()).conversation();
    assertThat(conversation.words().backChannels()).isEmpty();
    assertThat(conversation.stream().pastSids()).isEmpty();
    assertThat(conversation.pendingAction()).isNull();
    assertThat(conversation.policy().ending()).isFalse();
    assertThat(conversation.policy().startedAtMs()).isGreaterThan(Long.MAX_VALUE / 4);
    assertThat(PendingTrail.of(read(early.toString())).inputs()).hasSize(1);
  }

  @Test
  @DisplayName("Settings in a recorded call are read and written byte for byte")
  void recordedSettingsKeepTheirBytes() throws IOException {
    byte[] recorded = resource("recorded-settings.json");
    ConversationSettings settings = ConversationSettingsJson.read(recorded);
    assertThat(ConversationSettingsJson.of(settings).json())
        .asString(UTF_8)
        .isEqualTo(new String(recorded, UTF_8));
  }

  private static StoredCall read(String json) {
    return SERDE.deserializer().deserialize("", json.getBytes(UTF_8));
  }

  private static byte[] write(StoredCall call) {
    return SERDE.serializer().serialize("", call);
  }

  private static byte[] resource(String name) {
    try (InputStream in = StoredFormsTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
