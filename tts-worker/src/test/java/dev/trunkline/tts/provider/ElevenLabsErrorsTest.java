// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import static dev.trunkline.events.FailureCategory.INVALID_REQUEST;
import static dev.trunkline.events.FailureCategory.QUOTA_SPENT;
import static dev.trunkline.events.FailureCategory.REFUSED;
import static dev.trunkline.events.FailureCategory.THROTTLED;
import static dev.trunkline.events.FailureCategory.TIMED_OUT;
import static dev.trunkline.events.FailureCategory.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.tts.core.VoiceFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class ElevenLabsErrorsTest {
  @Test
  void allShapesOfAnErrorBodyAreParsed() {
    assertThat(
            ElevenLabsErrors.ofHttp(
                401, "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"\"}}"))
        .isEqualTo(new VoiceFailure(QUOTA_SPENT, "quota_exceeded"));
    assertThat(
            ElevenLabsErrors.ofHttp(
                429, "{\"detail\":{\"type\":\"x\",\"code\":\"system_busy\",\"status\":\"busy\"}}"))
        .isEqualTo(new VoiceFailure(THROTTLED, "system_busy"));
    assertThat(
            ElevenLabsErrors.ofHttp(
                422, "{\"detail\":[{\"loc\":[\"body\"],\"type\":\"missing\"}]}"))
        .isEqualTo(new VoiceFailure(INVALID_REQUEST, "missing"));
    assertThat(ElevenLabsErrors.ofHttp(403, "{\"detail\":\"only_for_creator+\"}"))
        .isEqualTo(new VoiceFailure(REFUSED, "only_for_creator+"));
  }

  @Test
  void httpStatusDecidesWithoutACode() {
    assertThat(ElevenLabsErrors.ofHttp(401, "").category()).isEqualTo(REFUSED);
    assertThat(ElevenLabsErrors.ofHttp(402, "{}").category()).isEqualTo(REFUSED);
    assertThat(ElevenLabsErrors.ofHttp(404, "<html>").category()).isEqualTo(INVALID_REQUEST);
    assertThat(ElevenLabsErrors.ofHttp(408, "").category()).isEqualTo(TIMED_OUT);
    assertThat(ElevenLabsErrors.ofHttp(429, "").category()).isEqualTo(THROTTLED);
    assertThat(ElevenLabsErrors.ofHttp(503, "").category()).isEqualTo(UNAVAILABLE);
    assertThat(ElevenLabsErrors.ofHttp(200, "").category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void sentencesAreNoErrorCodes() {
    assertThat(ElevenLabsErrors.ofHttp(400, "{\"detail\":\"You said: my number is 123\"}").code())
        .isEqualTo("http_400");
    assertThat(ElevenLabsErrors.ofClose(1008, "We are sorry, something about your te").code())
        .isEqualTo("closed_1008");
  }

  @Test
  void closeReasonMayBeAnErrorCode() {
    assertThat(ElevenLabsErrors.ofClose(1008, "quota_exceeded").category()).isEqualTo(QUOTA_SPENT);
    assertThat(ElevenLabsErrors.ofClose(1000, "").category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void timeoutsAndBrokenConnectionsDiffer() {
    assertThat(ElevenLabsErrors.ofException(new SocketTimeoutException()).category())
        .isEqualTo(TIMED_OUT);
    assertThat(ElevenLabsErrors.ofException(new IOException()).category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void unknownErrorCodesAreRetried() {
    assertThat(ElevenLabsErrors.ofCode("brand_new").category().isPermanent()).isFalse();
  }
}
