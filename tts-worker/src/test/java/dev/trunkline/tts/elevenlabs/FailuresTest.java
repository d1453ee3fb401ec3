// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import static dev.trunkline.events.FailureCategory.INVALID_REQUEST;
import static dev.trunkline.events.FailureCategory.QUOTA_SPENT;
import static dev.trunkline.events.FailureCategory.REFUSED;
import static dev.trunkline.events.FailureCategory.THROTTLED;
import static dev.trunkline.events.FailureCategory.TIMED_OUT;
import static dev.trunkline.events.FailureCategory.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void allShapesOfAnErrorBodyAreRead() {
    assertThat(
            Failures.ofHttp(401, "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"\"}}"))
        .isEqualTo(new Failure(QUOTA_SPENT, "quota_exceeded"));
    assertThat(
            Failures.ofHttp(
                429, "{\"detail\":{\"type\":\"x\",\"code\":\"system_busy\",\"status\":\"busy\"}}"))
        .isEqualTo(new Failure(THROTTLED, "system_busy"));
    assertThat(Failures.ofHttp(422, "{\"detail\":[{\"loc\":[\"body\"],\"type\":\"missing\"}]}"))
        .isEqualTo(new Failure(INVALID_REQUEST, "missing"));
    assertThat(Failures.ofHttp(403, "{\"detail\":\"only_for_creator+\"}"))
        .isEqualTo(new Failure(REFUSED, "only_for_creator+"));
  }

  @Test
  void withoutACodeTheStatusDecides() {
    assertThat(Failures.ofHttp(401, "").category()).isEqualTo(REFUSED);
    assertThat(Failures.ofHttp(402, "{}").category()).isEqualTo(REFUSED);
    assertThat(Failures.ofHttp(404, "<html>").category()).isEqualTo(INVALID_REQUEST);
    assertThat(Failures.ofHttp(408, "").category()).isEqualTo(TIMED_OUT);
    assertThat(Failures.ofHttp(429, "").category()).isEqualTo(THROTTLED);
    assertThat(Failures.ofHttp(503, "").category()).isEqualTo(UNAVAILABLE);
    assertThat(Failures.ofHttp(200, "").category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void sentencesAreNotTakenForCodes() {
    assertThat(Failures.ofHttp(400, "{\"detail\":\"You said: my number is 123\"}").code())
        .isEqualTo("http_400");
    assertThat(Failures.ofClose(1008, "We are sorry, something about your te").code())
        .isEqualTo("closed_1008");
  }

  @Test
  void aReasonThatIsACodeIsUnderstood() {
    assertThat(Failures.ofClose(1008, "quota_exceeded").category()).isEqualTo(QUOTA_SPENT);
    assertThat(Failures.ofClose(1000, "").category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void brokenConnectionsAndSilentOnesAreToldApart() {
    assertThat(Failures.ofException(new SocketTimeoutException()).category()).isEqualTo(TIMED_OUT);
    assertThat(Failures.ofException(new IOException()).category()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void errorsWhichNobodyHasToldUsAboutAreTriedAgain() {
    assertThat(Failures.ofCode("brand_new").category().isPermanent()).isFalse();
  }
}
