// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolCallAssemblerTest {

  @Test
  void separatesParallelCallsByIndex() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':''}}",
                "{'index':1,'id':'b','function':{'name':'g','arguments':'{'}}",
                "{'index':0,'function':{'arguments':'{}'}}",
                "{'index':1,'function':{'arguments':'}'}}"))
        .containsExactly(new RequestedToolCall("f", "{}"), new RequestedToolCall("g", "{}"));
  }

  @Test
  void startsAnotherCallForANewIdAtTheSameIndex() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'index':0,'id':'b','function':{'name':'f','arguments':'2'}}",
                "{'index':0,'function':{'arguments':'3'}}"))
        .containsExactly(new RequestedToolCall("f", "1"), new RequestedToolCall("f", "23"));
  }

  @Test
  void separatesCallsByIdOrNameWithoutAnIndex() throws Exception {
    assertThat(
            put(
                "{'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'id':'b','function':{'name':'f','arguments':'2'}}",
                "{'id':'a','function':{'arguments':'3'}}"))
        .containsExactly(new RequestedToolCall("f", "13"), new RequestedToolCall("f", "2"));
    assertThat(
            put(
                "{'function':{'name':'f','arguments':'1'}}",
                "{'function':{'name':'f','arguments':'2'}}",
                "{'function':{'arguments':'3'}}"))
        .containsExactly(new RequestedToolCall("f", "1"), new RequestedToolCall("f", "23"));
  }

  @Test
  void acceptsArgumentsAsAJsonObject() throws Exception {
    assertThat(put("{'function':{'name':'f','arguments':{'n':1}}}"))
        .containsExactly(new RequestedToolCall("f", "{\"n\":1}"));
  }

  @Test
  void ignoresARepeatedName() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'index':0,'id':'a','function':{'name':'f','arguments':'2'}}"))
        .containsExactly(new RequestedToolCall("f", "12"));
  }

  private static List<RequestedToolCall> put(String... fragments) throws JsonProcessingException {
    var calls = new ToolCallAssembler();
    for (String fragment : fragments) {
      calls.add(new ObjectMapper().readTree(fragment.replace('\'', '"')));
    }
    return calls.calls();
  }
}
