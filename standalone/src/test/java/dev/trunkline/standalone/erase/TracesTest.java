package dev.trunkline.standalone.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.CallEvent.CallEnded;
import dev.trunkline.common.event.CallEvent.CallStarted;
import dev.trunkline.common.event.CallEvent.Cause;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.standalone.erase.Traces.Trace;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TracesTest {
  private final Traces traces = new Traces("CA2");
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

  private void begin(String callSid) {
    take(callSid, new CallStarted(callSid, "MZ1", "+1", "+2", 1));
  }

  private void end(String callSid) {
    take(callSid, new CallEnded(callSid, "MZ1", Cause.CALLER_HUNG_UP, 1, 1));
  }

  private void take(String callSid, CallEvent event) {
    byte[] value = Topics.CALLS.codec().encode(event);
    traces.take(new ConsumerRecord<>(Topics.CALLS.name(), 0, offset++, callSid, value));
  }
}
