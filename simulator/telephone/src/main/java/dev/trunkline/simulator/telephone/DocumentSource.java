// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import java.net.URI;

/** Where a document comes from. */
sealed interface DocumentSource {
  /** It is here. */
  record Inline(String twiml) implements DocumentSource {}

  /** It must be requested. */
  record Remote(URI url, HttpMethod method) implements DocumentSource {}
}
