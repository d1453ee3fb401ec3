package dev.trunkline.simulator.telephone.twiml;

/** How a document is requested. */
public enum HttpMethod {
  GET,
  POST
}
