// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.Map;

/** What is to be done next. */
public sealed interface TwimlStep {
  /** Perform {@code verb} and tell the result. */
  record Perform(Verb verb) implements TwimlStep {}

  /**
   * Request another document and load it.
   *
   * @param url as written, to be resolved against the present document's; empty for that itself
   * @param fields to be sent besides the usual ones
   */
  record Fetch(String url, HttpMethod method, Map<String, String> fields) implements TwimlStep {}

  /** End the call. */
  record End(Ending ending) implements TwimlStep {}

  /** Too many redirects with nothing between them: error 11215, and the call ends. */
  record Lost() implements TwimlStep {}

  /** How a call ends. */
  enum Ending {
    HANG_UP,
    /** Not answered: busy. */
    BUSY,
    /** Not answered: rejected. */
    REJECTED
  }
}
