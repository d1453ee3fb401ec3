// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

/** A refusal of the speech service; its message is for the client. */
final class TtsError extends Exception {
  private final int status;
  private final String code;

  /**
   * @param status HTTP status; 422 has the shape of a validation error
   * @param code the service's own name for it
   */
  TtsError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static TtsError invalidKey() {
    return new TtsError(401, "invalid_api_key", "Invalid API key");
  }

  static TtsError invalidInput(String message) {
    return new TtsError(422, "invalid_input_message", message);
  }

  static TtsError noSuchVoice(String id) {
    return new TtsError(
        404, "voice_not_found", "A voice with the voice_id %s was not found.".formatted(id));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
