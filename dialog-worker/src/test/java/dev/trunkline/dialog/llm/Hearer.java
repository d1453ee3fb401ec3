// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import java.util.List;
import java.util.Queue;

/** Writes down what it hears of an answer, a line each. */
class Hearer implements ChatClient.Listener {
  private final Queue<String> heard;

  Hearer(Queue<String> heard) {
    this.heard = heard;
  }

  @Override
  public void onToken(String text) {
    heard.add("token " + text);
  }

  @Override
  public void onDone() {
    heard.add("done");
  }

  @Override
  public void onCalls(List<ChatClient.RequestedCall> calls) {
    calls.forEach(call -> heard.add("call " + call.tool() + " " + call.arguments()));
  }

  @Override
  public void onFailure(ChatFailure failure) {
    heard.add("failure " + failure.category());
  }
}
