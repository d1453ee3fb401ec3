// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

import dev.trunkline.events.ReplyEvent.NextStep;
import org.jspecify.annotations.Nullable;

/** What follows from what the model asked a tool for. */
public sealed interface Wish {

  /**
   * A request must be made. It may block for as long as the tool's timeouts and retries allow.
   *
   * @param sayWhile said meanwhile, null for nothing
   */
  record Request(HttpTool tool, String arguments, @Nullable String sayWhile) implements Wish {}

  /**
   * Something is to be done with the call once this turn has been heard.
   *
   * @param say said before, if the model has said nothing itself
   */
  record Do(NextStep step, String say) implements Wish {}

  /**
   * It cannot be done.
   *
   * @param why tells the model
   */
  record Refused(String why) implements Wish {}
}
