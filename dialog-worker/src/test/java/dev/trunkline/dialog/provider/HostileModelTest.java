// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Request;
import okhttp3.sse.EventSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model that streams malformed chunks. */
@Tag("fuzz")
class HostileModelTest {
  private static final List<String> CHUNKS =
      List.of(
          "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello \"},\"finish_reason\":null}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
              + "\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"arguments\":\"\"}}]}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
              + "{\"arguments\":\"{\\\"number\\\":7}\"}}]}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
          "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":\"x\",\"param\":null}}",
          "[DONE]");

  private int done;
  private int called;
  private int failed;

  @Test
  void everyStreamEndsExactlyOnce() {
    Fuzz.cases((number, mutator) -> {
      var ends = new ArrayList<String>();
      var events = new AnswerStream(listener(ends));
      var source = new Source();
      answer(mutator, events, source);
      assertThat(ends).hasSize(1);
    });
    assertThat(List.of(done, called, failed)).allMatch(count -> count > Fuzz.CASES / 100);
  }

  private static void answer(Mutator mutator, AnswerStream events, Source source) {
    int chunks = 1 + mutator.number(6);
    for (int chunk = 0; chunk < chunks && !source.cancelled; chunk++) {
      String good = mutator.pick(CHUNKS);
      events.onEvent(source, null, null, mutator.oneIn(2) ? good : mutator.text(good));
    }
    if (source.cancelled || mutator.oneIn(10)) {
      events.onFailure(source, new java.io.IOException("closed"), null);
    } else {
      events.onClosed(source);
    }
  }

  private ChatClient.Listener listener(List<String> ends) {
    return new ChatClient.Listener() {
      @Override
      public void onToken(String text) {
        assertThat(ends).as("a token after the end").isEmpty();
        assertThat(text).isNotEmpty();
      }

      @Override
      public void onDone() {
        ends.add("done");
        done++;
      }

      @Override
      public void onTruncated() {
        onDone();
      }

      @Override
      public void onToolCalls(List<RequestedToolCall> calls) {
        ends.add("calls");
        called++;
        assertThat(calls).isNotEmpty().noneMatch(call -> call.tool().isEmpty());
      }

      @Override
      public void onFailure(ChatFailure failure) {
        ends.add("failure");
        failed++;
      }
    };
  }

  private static final class Source implements EventSource {
    boolean cancelled;

    @Override
    public Request request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
