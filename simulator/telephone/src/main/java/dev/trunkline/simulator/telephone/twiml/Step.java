// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.Map;

/** What is to be done next. */
public sealed interface Step {
  /** Perform {@code verb} and tell the result. */
  record Perform(Verb verb) implements Step {}

  /**
   * Request another document and load it.
   *
   * @param url as written, to be resolved against the present document's; empty for that itself
   * @param fields to be sent besides the usual ones
   */
  record Fetch(String url, HttpMethod method, Map<String, String> fields) implements Step {}

  /** End the call. */
  record End(Ending ending) implements Step {}

  /** Too many redirects with nothing between them: error 11215, and the call ends. */
  record Lost() implements Step {}

  /** How a call ends. */
  enum Ending {
    HANG_UP,
    /** Not answered: busy. */
    BUSY,
    /** Not answered: rejected. */
    REJECTED
  }
}
