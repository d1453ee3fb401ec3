// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

/** A fault plan that cannot be followed. The message says where and why. */
final class InvalidFaultPlan extends Exception {
  InvalidFaultPlan(String message) {
    super(message);
  }
}
