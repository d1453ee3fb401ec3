// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageJudgeTest {
  private final MessageJudge judge = new MessageJudge("MZ1", false);

  @Test
  void theThreeDocumentedMessagesAreTaken() {
    assertThat(judge("{'event':'media','streamSid':'MZ1','media':{'payload':'/38='}}"))
        .isInstanceOfSatisfying(
            MessageVerdict.Media.class,
            media -> assertThat(media.ulaw()).containsExactly(0xFF, 0x7F));
    assertThat(judge("{'event':'mark','streamSid':'MZ1','mark':{'name':'tür 1:2'}}"))
        .isEqualTo(new MessageVerdict.Mark("tür 1:2", Optional.empty()));
    assertThat(judge("{'streamSid':'MZ1','event':'clear'}"))
        .isEqualTo(new MessageVerdict.Clear(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hello | not JSON",
        "[1] | not a JSON object",
        "{} {} | more than one JSON value",
        "{'streamSid':'MZ1'} | no event",
        "{'event':'clear'} | no streamSid",
        "{'event':'clear','streamSid':'MZ2'} | streamSid of another stream",
        "{'event':'clear','streamSid':7} | streamSid is not a string",
        "{'event':'dance','streamSid':'MZ1'} | unknown event",
        "{'event':'media','streamSid':'MZ1'} | no media.payload",
        "{'event':'media','streamSid':'MZ1','media':'x'} | media is not an object",
        "{'event':'media','streamSid':'MZ1','media':{'payload':'?'}} | media.payload is not base64",
        "{'event':'mark','streamSid':'MZ1','mark':{}} | no mark.name",
        "{'event':'media','streamSid':'MZ1','media':{'payload':'','track':'x'}}"
            + " | unexpected field media.track",
        "{'event':'clear','streamSid':'MZ1','sequenceNumber':'1'}"
            + " | unexpected field sequenceNumber",
        "{'event':'clear','streamSid':'MZ1','mark':{'name':'x'}}"
            + " | unexpected field media or mark",
      })
  void everythingElseIsInvalid(String message, String why) {
    assertThat(judge(message)).isEqualTo(new MessageVerdict.Invalid(why));
  }

  @Test
  void unexpectedFieldsMayBeForgivenButNotOverlooked() {
    var lenient = new MessageJudge("MZ1", true);

    assertThat(
            lenient.judge(
                "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"x\":{\"y\":1}}".getBytes(UTF_8)))
        .isEqualTo(new MessageVerdict.Clear(Optional.of("unexpected field x")));
  }

  private MessageVerdict judge(String message) {
    return judge.judge(message.replace('\'', '"').getBytes(UTF_8));
  }
}
