// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

/** The consumer groups of the speech path, one for each stage. */
public enum WorkerGroup {
  VAD("vad"),
  STT("stt"),
  /** The conversations: a Kafka Streams application. */
  DIALOG("dialog"),
  /** The language model's answers. */
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
