// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.dialog.llm.ChatClient.RequestedCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallFragmentsTest {

  @Test
  void parallelCallsAreToldApartByTheirIndex() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':''}}",
                "{'index':1,'id':'b','function':{'name':'g','arguments':'{'}}",
                "{'index':0,'function':{'arguments':'{}'}}",
                "{'index':1,'function':{'arguments':'}'}}"))
        .containsExactly(new RequestedCall("f", "{}"), new RequestedCall("g", "{}"));
  }

  @Test
  void aNewIdOnAKnownIndexIsAnotherCall() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'index':0,'id':'b','function':{'name':'f','arguments':'2'}}",
                "{'index':0,'function':{'arguments':'3'}}"))
        .containsExactly(new RequestedCall("f", "1"), new RequestedCall("f", "23"));
  }

  @Test
  void withoutAnIndexTheIdTellsAndWithoutBothTheName() throws Exception {
    assertThat(
            put(
                "{'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'id':'b','function':{'name':'f','arguments':'2'}}",
                "{'id':'a','function':{'arguments':'3'}}"))
        .containsExactly(new RequestedCall("f", "13"), new RequestedCall("f", "2"));
    assertThat(
            put(
                "{'function':{'name':'f','arguments':'1'}}",
                "{'function':{'name':'f','arguments':'2'}}",
                "{'function':{'arguments':'3'}}"))
        .containsExactly(new RequestedCall("f", "1"), new RequestedCall("f", "23"));
  }

  @Test
  void aWholeCallWithArgumentsThatAreNoTextIsReadToo() throws Exception {
    assertThat(put("{'function':{'name':'f','arguments':{'n':1}}}"))
        .containsExactly(new RequestedCall("f", "{\"n\":1}"));
  }

  @Test
  void aNameThatIsSentAgainIsNoOtherName() throws Exception {
    assertThat(
            put(
                "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
                "{'index':0,'id':'a','function':{'name':'f','arguments':'2'}}"))
        .containsExactly(new RequestedCall("f", "12"));
  }

  private static List<RequestedCall> put(String... fragments) throws JsonProcessingException {
    var calls = new CallFragments();
    for (String fragment : fragments) {
      calls.add(new ObjectMapper().readTree(fragment.replace('\'', '"')));
    }
    return calls.calls();
  }
}
