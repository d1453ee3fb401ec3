// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

/** The consumer groups of the speech path, one a stage: whoever is a member does that work. */
public enum WorkerGroup {
  VAD("vad"),
  STT("stt"),
  /** The conversations; of Kafka Streams. */
  DIALOG("dialog"),
  /** The answers of the model. */
  LLM("llm"),
  TTS("tts");

  private final String id;

  WorkerGroup(String id) {
    this.id = id;
  }

  /** The group's id in Kafka. */
  public String id() {
    return id;
  }
}
