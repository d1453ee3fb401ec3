// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Records;
import org.junit.jupiter.api.Test;

class TracingFuzzTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aBrokenTraceHeaderNeverFailsARecord() {
    Fuzz.cases((_, mutator) -> {
      var headers = Records.noHeaders();
      headers.add(
          "traceparent",
          mutator.oneIn(2) ? mutator.text(PARENT).getBytes(UTF_8) : PARENT.getBytes(US_ASCII));
      assertThat(Tracing.extract(mutator.headers(headers))).isNotNull();
    });
  }
}
