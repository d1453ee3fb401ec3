// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.ChatMessage;
import dev.trunkline.simulator.providers.chat.ChatModel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A model that does not say the same when it is asked the same: some answers begin otherwise. */
final class Rewording implements ChatModel {
  private final ChatModel model;
  private final double share;

  /**
   * @param share of the answers that begin with words of their own, 0 to 1
   */
  Rewording(ChatModel model, double share) {
    this.model = model;
    this.share = share;
  }

  @Override
  public Answer answer(List<ChatMessage> conversation, List<Tool> tools) {
    Answer answer = model.answer(conversation, tools);
    boolean other = ThreadLocalRandom.current().nextDouble() < share;
    boolean begins = conversation.isEmpty() || conversation.getLast().role().equals("user");
    return other && begins && answer instanceof Answer.Words(String text)
        ? new Answer.Words("Of course. " + text)
        : answer;
  }
}
