// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.erase.CallRecordScan.Trace;
import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CallRecordScanTest {
  private final CallRecordScan traces = new CallRecordScan("CA2");
  private int offset;

  @Test
  void whatStandsBeforeTheLastRecordOfACallWouldGoWithIt() {
    begin("CA1");
    begin("CA2");
    end("CA1");
    begin("CA3");
    end("CA2");
    begin("CA4");
    Trace trace = traces.all().getFirst();
    assertThat(trace.records()).isEqualTo(2);
    assertThat(trace.until()).isEqualTo(5);
    assertThat(traces.older()).containsExactlyInAnyOrder("CA1", "CA3");
    assertThat(traces.goingOn()).containsExactly("CA3");
    assertThat(traces.isOver()).isTrue();
  }

  @Test
  void aCallThatGoesOnIsNotOver() {
    begin("CA2");
    assertThat(traces.isOver()).isFalse();
  }

  @Test
  void aCallThatIsNowhereLeavesNoTrace() {
    begin("CA1");
    assertThat(traces.all()).isEmpty();
  }

  @Test
  void aCopyWithoutNumbersIsATraceAsWell() {
    var heard = new AssistantHeard("CA2", 0, "Hello.", false, 1);
    for (EventTopic<TranscriptEvent> topic :
        List.of(Topics.TRANSCRIPTS, Topics.TRANSCRIPTS_REDACTED)) {
      byte[] value = topic.codec().encode(heard);
      traces.add(new ConsumerRecord<>(topic.name(), 0, 7, "CA1", value));
      traces.add(new ConsumerRecord<>(topic.name(), 0, 8, "CA2", value));
    }
    assertThat(traces.all())
        .extracting(trace -> trace.place().topic() + "@" + trace.until())
        .containsExactly("transcripts@9", "transcripts.redacted@9");
    assertThat(traces.older()).containsExactly("CA1");
  }

  private void begin(String callSid) {
    add(callSid, new CallStarted(callSid, "MZ1", "+1", "+2", 1));
  }

  private void end(String callSid) {
    add(callSid, new CallEnded(callSid, "MZ1", Cause.CALLER_HUNG_UP, 1, 1));
  }

  private void add(String callSid, CallEvent event) {
    byte[] value = Topics.CALLS.codec().encode(event);
    traces.add(new ConsumerRecord<>(Topics.CALLS.name(), 0, offset++, callSid, value));
  }
}
