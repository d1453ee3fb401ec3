// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import java.util.List;
import java.util.Queue;

/** Records each call as a line. */
class RecordingListener implements ChatClient.Listener {
  private final Queue<String> received;

  RecordingListener(Queue<String> received) {
    this.received = received;
  }

  @Override
  public void onToken(String text) {
    received.add("token " + text);
  }

  @Override
  public void onDone() {
    received.add("done");
  }

  @Override
  public void onTruncated() {
    received.add("truncated");
  }

  @Override
  public void onToolCalls(List<RequestedToolCall> calls) {
    calls.forEach(call -> received.add("call " + call.tool() + " " + call.arguments()));
  }

  @Override
  public void onFailure(ChatFailure failure) {
    received.add((failure.refused() ? "refusal " : "failure ") + failure.category());
  }
}
