package dev.trunkline.simulator.provider.fault;

/** A fault plan that cannot be followed. The message says where and why. */
final class BadOrder extends Exception {
  BadOrder(String message) {
    super(message);
  }
}
