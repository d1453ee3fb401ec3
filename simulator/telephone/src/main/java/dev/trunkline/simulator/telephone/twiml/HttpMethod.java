// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

/** How a document is requested. */
public enum HttpMethod {
  GET,
  POST
}
