// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import java.util.Map;

/** One kind of trouble. */
public sealed interface Fault {
  /**
   * The provider's own error.
   *
   * @param code its type or code, e.g. {@code rate_limited} or {@code insufficient_quota}
   * @param status the HTTP status; on a socket 0 means: in a message instead of a refused upgrade
   * @param headers sent along over HTTP, e.g. {@code retry-after}
   */
  record ProviderError(String code, int status, String message, Map<String, String> headers)
      implements Fault {
    public ProviderError {
      headers = Map.copyOf(headers);
    }
  }

  /** The TCP connection breaks. */
  record Reset() implements Fault {}

  /** No output for a given time; then the answer continues. */
  record Stall(long forMs) implements Fault {}

  /** Bytes that no parser accepts. */
  record Garbage() implements Fault {}

  /** TTS: the context ends without audio and without an error, as with a spent quota. */
  record SilentQuota() implements Fault {}

  /** Scribe: a {@code warning} message, which is not an error. */
  record Warning(String message) implements Fault {}

  /** Chat: the stream ends without {@code [DONE]}. */
  record NoDone() implements Fault {}
}
