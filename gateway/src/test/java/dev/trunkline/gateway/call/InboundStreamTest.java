// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio.Echo;
import dev.trunkline.events.topic.ReturnAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundStreamTest implements CallEventSink {
  /** A frame as it was written. */
  private record Written(long sequence, long mediaMs, boolean speech) {}

  private final List<Written> written = new ArrayList<>();
  private final InboundStream stream = new InboundStream("CA1", "MZ1", this);
  private long nowMs = 10_000;

  @Test
  @DisplayName("A line that sends nothing while the caller is quiet still counts the silence")
  void framesThatStopInSilenceAreFilled() {
    speak(1_000);
    pass(2_000);
    assertThat(stream.mediaMs()).isBetween(2_980L, 3_020L);
    assertThat(written.subList(50, written.size())).noneMatch(Written::speech);
    numberedWithoutGaps();
  }

  @Test
  void silenceIsFilledWithinHalfASecond() {
    speak(1_000);
    pass(480);
    assertThat(stream.mediaMs()).isGreaterThanOrEqualTo(1_460);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200, 400, 420})
  @DisplayName("Frames that come together after up to 400 ms are written as if they came in time")
  void burstsAreNotFilled(int ms) {
    speak(1_000);
    pass(ms);
    burst(ms, true);
    assertThat(written).allMatch(Written::speech);
    assertThat(stream.mediaMs()).isEqualTo(1_000 + ms);
    speak(1_000);
    pass(400);
    assertThat(written).allMatch(Written::speech);
  }

  @Test
  @DisplayName("Words that a stall held up are kept, and the quiet after them makes up for it")
  void longStallIsNotCountedTwice() {
    speak(1_000);
    pass(1_000);
    burst(1_000, true);
    assertThat(written.stream().filter(Written::speech)).as("nothing said is lost").hasSize(100);
    quiet(2_000);
    assertThat(stream.mediaMs()).as("the clock").isBetween(3_960L, 4_060L);
    numberedWithoutGaps();
  }

  @Test
  void framesAfterFilledSilenceAreAllKept() {
    speak(1_000);
    pass(3_000);
    quiet(100);
    speak(1_000);
    assertThat(stream.mediaMs()).isBetween(5_080L, 5_140L);
    assertThat(written.stream().filter(Written::speech)).hasSize(100);
  }

  @Test
  @DisplayName("A gateway that stood still itself reads the frames that waited before it fills")
  void stallOfTheGatewayIsNoGap() {
    speak(1_000);
    nowMs += 980;
    pass(20);
    burst(1_000, true);
    assertThat(written).hasSize(100).allMatch(Written::speech);
  }

  @Test
  void nothingIsFilledBeforeTheFirstFrameAndAfterTheEnd() {
    pass(2_000);
    assertThat(written).isEmpty();
    speak(100);
    stream.end();
    written.clear();
    pass(2_000);
    assertThat(written).isEmpty();
  }

  private void speak(int ms) {
    frames(ms, true);
  }

  private void quiet(int ms) {
    frames(ms, false);
  }

  private void frames(int ms, boolean speech) {
    for (int i = 0; i < ms; i += 20) {
      nowMs += 20;
      frame(speech);
      stream.fillGap(false, nowMs * 1_000_000);
    }
  }

  private void burst(int ms, boolean speech) {
    for (int i = 0; i < ms; i += 20) {
      frame(speech);
    }
  }

  private void pass(int ms) {
    for (int i = 0; i < ms; i += 20) {
      nowMs += 20;
      stream.fillGap(false, nowMs * 1_000_000);
    }
  }

  private void frame(boolean speech) {
    var ulaw = new byte[160];
    Arrays.fill(ulaw, speech ? MuLaw.encode((short) 5_000) : MuLaw.SILENCE);
    stream.arrived(ulaw.length, nowMs * 1_000_000);
    stream.frame(ulaw, false, Echo.NONE);
  }

  private void numberedWithoutGaps() {
    for (int i = 0; i < written.size(); i++) {
      assertThat(written.get(i).sequence()).isEqualTo(i);
      assertThat(written.get(i).mediaMs()).isEqualTo(i * 20L);
    }
  }

  @Override
  public void audio(
      String callSid,
      byte[] streamSid,
      long sequence,
      long mediaMs,
      boolean overAssistant,
      Echo echo,
      byte[] ulaw) {
    boolean speech = ulaw.length > 0 && ulaw[0] != MuLaw.SILENCE;
    written.add(new Written(sequence, mediaMs, speech));
  }

  @Override
  public void call(CallEvent event) {}

  @Override
  public void playback(PlaybackEvent event) {}

  @Override
  public void command(GatewayCommand command, ReturnAddress gateway) {}
}
