// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool that calls an HTTP endpoint.
 *
 * @param description describes it to the model
 * @param parameters a JSON Schema of an object
 * @param required the mandatory parameters
 * @param method HTTP method
 * @param headers may contain {@code ${NAME}} for a value from the environment
 * @param safe true if repeating the request is harmless
 * @param timeoutMs timeout of one attempt
 * @param retries attempts after the first; 0 unless repeating the request is harmless
 * @param sayWhile spoken while the caller waits; null for nothing
 */
public record Tool(
    String name,
    String description,
    String parameters,
    List<String> required,
    String method,
    LocatedText url,
    Map<String, LocatedText> headers,
    boolean safe,
    int timeoutMs,
    int retries,
    @Nullable String sayWhile) {
  /** The tools that act on the call itself. */
  public static final List<String> BUILT_IN = List.of("hang_up", "transfer", "send_dtmf");

  public Tool {
    required = List.copyOf(required);
    headers = Map.copyOf(headers);
  }

  /** True if a second request could do something twice. */
  public boolean changesSomething() {
    return !safe && !method.equals("GET");
  }
}
