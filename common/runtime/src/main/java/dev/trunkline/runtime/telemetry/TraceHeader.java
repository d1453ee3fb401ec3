// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record's headers as OpenTelemetry reads and writes them. */
enum TraceHeader implements TextMapGetter<Headers>, TextMapSetter<Headers> {
  INSTANCE;

  static final String NAME = "traceparent";

  @Override
  public Iterable<String> keys(Headers headers) {
    return List.of(NAME);
  }

  @Override
  public @Nullable String get(@Nullable Headers headers, String key) {
    Header header = headers == null ? null : headers.lastHeader(key);
    return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
  }

  @Override
  public void set(@Nullable Headers headers, String key, String value) {
    if (headers != null) {
      headers.remove(key).add(key, value.getBytes(US_ASCII));
    }
  }
}
