// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done by an HTTP request.
 *
 * @param description tells the model what it is good for
 * @param parameters a JSON Schema of an object
 * @param required the parameters without which it is not asked
 * @param method of HTTP
 * @param headers with {@code ${NAME}} where a value from the environment belongs
 * @param timeoutMs how long one attempt may take
 * @param retries how many more attempts there may be; 0 unless repeating it is harmless
 * @param sayWhile said while the caller waits, null for nothing
 */
public record Tool(
    String name,
    String description,
    String parameters,
    List<String> required,
    String method,
    LocatedText url,
    Map<String, LocatedText> headers,
    int timeoutMs,
    int retries,
    @Nullable String sayWhile) {
  /** What an assistant can do with the call itself. */
  public static final List<String> BUILT_IN = List.of("hang_up", "transfer", "send_dtmf");

  public Tool {
    required = List.copyOf(required);
    headers = Map.copyOf(headers);
  }
}
