// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes identifiers of Twilio's form: two letters and 32 hexadecimal digits. */
final class Sids {
  private final RandomGenerator random;

  Sids(RandomGenerator random) {
    this.random = random;
  }

  String call() {
    return next("CA");
  }

  String stream() {
    return next("MZ");
  }

  String idempotencyToken() {
    return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String next(String prefix) {
    HexFormat hex = HexFormat.of();
    return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
