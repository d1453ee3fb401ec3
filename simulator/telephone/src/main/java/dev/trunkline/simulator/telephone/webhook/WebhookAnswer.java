// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import java.net.URI;

/** What came of a request. */
public sealed interface WebhookAnswer {
  /**
   * An answer with a 2xx status.
   *
   * @param url where it came from, after redirects
   * @param contentType without parameters, in lower case; empty if none was given
   */
  record Answered(URI url, int status, String contentType, String body) implements WebhookAnswer {}

  /** No usable answer. */
  record Failed(URI url, DebuggerCode code, String detail) implements WebhookAnswer {}
}
