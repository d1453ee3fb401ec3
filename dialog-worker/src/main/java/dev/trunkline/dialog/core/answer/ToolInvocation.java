// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;

/**
 * A tool request to make.
 *
 * @param safe true if repeating the request is harmless
 * @param segmentsBefore the turn's segments up to this request
 */
public record ToolInvocation(
    String callSid, ToolCall call, boolean safe, List<String> segmentsBefore) {
  public ToolInvocation {
    segmentsBefore = List.copyOf(segmentsBefore);
  }

  /**
   * Names what the caller wants: equal for the same tool and arguments in one call, in whichever
   * turn the model requests them, whichever worker runs them and however the model formats the
   * arguments.
   */
  public String idempotencyKey() {
    return key(call);
  }

  /** True if {@code returned} is the result of this request, perhaps from before a crash. */
  public boolean isAnsweredBy(ToolReturned returned) {
    return key(returned.call()).equals(key(call));
  }

  private String key(ToolCall any) {
    return callSid + "-" + ToolArguments.hash(any.tool(), any.arguments());
  }
}
