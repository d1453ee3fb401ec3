// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.util.concurrent.CompletableFuture;

/**
 * Something the caller says.
 *
 * @param begun completes with the position of its first sample when that is spoken
 * @param said completes with the position after its last sample; both are cancelled if it is never
 *     said, or not to its end
 */
public record CallerUtterance(CompletableFuture<Long> begun, CompletableFuture<Long> said) {
  static CallerUtterance planned() {
    return new CallerUtterance(new CompletableFuture<>(), new CompletableFuture<>());
  }

  static CallerUtterance never() {
    CallerUtterance saying = planned();
    saying.cancel();
    return saying;
  }

  void cancel() {
    begun.cancel(false);
    said.cancel(false);
  }
}
