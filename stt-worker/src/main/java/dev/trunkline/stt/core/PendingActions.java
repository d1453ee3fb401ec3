// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the actions that follow from one input. Allocates nothing without actions. */
final class PendingActions {
  private @Nullable List<TranscriptionAction> actions;

  void add(TranscriptionAction action) {
    if (actions == null) {
      actions = new ArrayList<>(4);
    }
    actions.add(action);
  }

  /** The actions since the last call. */
  List<TranscriptionAction> drain() {
    List<TranscriptionAction> drained = actions == null ? List.of() : actions;
    actions = null;
    return drained;
  }
}
