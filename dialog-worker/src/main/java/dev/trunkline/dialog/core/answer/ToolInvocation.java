// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;

/**
 * A tool request to make.
 *
 * @param segmentsBefore the turn's segments up to this request
 */
public record ToolInvocation(String callSid, ToolCall call, List<String> segmentsBefore) {
  public ToolInvocation {
    segmentsBefore = List.copyOf(segmentsBefore);
  }

  /**
   * Equal for the same tool call at the same place of the same turn, whichever worker runs it and
   * however the model formats the arguments.
   */
  public String idempotencyKey() {
    return key(call);
  }

  /** True if {@code returned} is the result of this request, perhaps from before a crash. */
  public boolean isAnsweredBy(ToolReturned returned) {
    return key(returned.call()).equals(key(call));
  }

  private String key(ToolCall any) {
    String hash = ToolArguments.hash(any.tool(), any.arguments());
    return callSid + "-" + any.id() + "-" + hash;
  }
}
