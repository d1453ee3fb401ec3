// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static dev.trunkline.runtime.settings.Component.DIALOG_WORKER;

import dev.trunkline.runtime.settings.Setting;
import java.net.URI;

/** Where the models are, which they are, and how long they may take. */
public final class OpenAiSettings {
  public static final Setting<String> API_KEY =
      Setting.secret("OPENAI_API_KEY")
          .meaning("Your OpenAI key. Required, except that `./trunkline run` uses a stand-in.")
          .reason("Always: set your key.")
          .readBy(DIALOG_WORKER);

  public static final Setting<URI> BASE_URL =
      Setting.url("OPENAI_BASE_URL", "https://api.openai.com/v1")
          .meaning("OpenAI's API, or any server with chat completions.")
          .reason("A gateway to models, a model of your own, or the simulator.")
          .readBy(DIALOG_WORKER);

  static final Setting<String> MODEL =
      Setting.text("OPENAI_MODEL", "gpt-4o-mini")
          .meaning("The model that answers.")
          .reason(
              "gpt-4o-mini leaves the API on 2027-01-14; OpenAI names gpt-6-luna as its successor.")
          .readBy(DIALOG_WORKER);

  static final Setting<String> FALLBACK_API_KEY =
      Setting.secret("OPENAI_FALLBACK_API_KEY")
          .defaultShown("the first model's")
          .meaning(
              "Key of a second model, asked when the first gives no word. Required with"
                  + " `OPENAI_FALLBACK_BASE_URL`.")
          .reason("To keep talking when a provider or an account fails.")
          .readBy(DIALOG_WORKER);

  static final Setting<URI> FALLBACK_BASE_URL =
      Setting.url("OPENAI_FALLBACK_BASE_URL", "https?", "https://llm.example.com/v1")
          .defaultShown("the first model's")
          .meaning("Where the second model is.")
          .reason("As for `OPENAI_FALLBACK_API_KEY`.")
          .readBy(DIALOG_WORKER);

  static final Setting<String> FALLBACK_MODEL =
      Setting.text("OPENAI_FALLBACK_MODEL")
          .defaultShown("the same model")
          .meaning("The second model. Set alone, it is another model of the same account.")
          .reason("A model that is up when the first is not.")
          .readBy(DIALOG_WORKER);

  static final Setting<Integer> MAX_TOKENS =
      Setting.integer("DIALOG_LLM_MAX_TOKENS", 300, 16, 4_096)
          .meaning("Maximum length of an answer in tokens.")
          .reason("Longer answers, or a model that reasons before it answers.")
          .readBy(DIALOG_WORKER);

  static final Setting<Integer> FIRST_TOKEN_TIMEOUT_MS =
      Setting.integer("DIALOG_LLM_FIRST_TOKEN_TIMEOUT_MS", 5_000, 100, 120_000)
          .meaning("Milliseconds that a model may take to the first token; then it has failed.")
          .reason("Longer for a slow model, shorter to reach the second model sooner.")
          .readBy(DIALOG_WORKER);

  static final Setting<Integer> STALL_TIMEOUT_MS =
      Setting.integer("DIALOG_LLM_STALL_TIMEOUT_MS", 2_500, 100, 120_000)
          .meaning("Milliseconds that a model may pause between two tokens; then it has failed.")
          .reason("Longer for a slow model.")
          .readBy(DIALOG_WORKER);

  private OpenAiSettings() {}
}
