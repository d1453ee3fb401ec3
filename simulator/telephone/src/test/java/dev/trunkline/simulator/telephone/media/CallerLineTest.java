// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.record.RecordSettings;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerLineTest implements CallerLine.Listener {
  private static final long MS = 1_000_000;

  private final AtomicLong nanos = new AtomicLong(-5 * MS);
  private final Recording recording = new Recording(RecordSettings.from(Settings.of(Map.of())));
  private final List<String> heard = new ArrayList<>();
  private final Ticker ticker = new Ticker(nanos::get);
  private final CallerLine line =
      new CallerLine(ticker, nanos::get, new Random(3), recording, Echo.NONE, 700, this);

  CallerLineTest() {
    // The tests tick themselves.
    ticker.close();
    line.begin();
  }

  @Override
  public void speaks(long position, String text) {
    heard.add("speaks " + position);
  }

  @Override
  public void said(long position, String text) {
    heard.add("said " + position);
  }

  @Override
  public void assistantSpeaks(long position) {
    heard.add("assistant " + position);
  }

  @Override
  public void assistantQuiet(long position) {
    heard.add("quiet " + position);
  }

  @Test
  void framesAreDueEvery20MsFromTheFirstFrame() {
    assertThat(tickAfter(0)).isEqualTo(15 * MS);
    assertThat(tickAfter(27)).isEqualTo(35 * MS);
    assertThat(tickAfter(13)).isEqualTo(55 * MS);
    assertThat(recording.lengthMs()).isEqualTo(60);
  }

  @Test
  void afterAStallTheLineCatchesUpWithoutLosingAFrame() {
    tickAfter(0);
    tickAfter(1_000);

    assertThat(recording.lengthMs()).isEqualTo(1_020);
    assertThat(Samples.toMs(line.now())).isEqualTo(1_020);
  }

  @Test
  void anAssistantHasFinishedWhenItHasBeenQuietForLongEnough() {
    CompletableFuture<Long> begun = line.assistantBegins(-1);
    CompletableFuture<Long> finished = line.assistantSpokenThenQuiet(-1, 300);
    recording.assistant(800, loud(1_600), 0, 1_600);
    tickAfter(400);
    assertThat(begun).isCompletedWithValue(800L);
    assertThat(finished).isNotDone();
    tickAfter(200);
    assertThat(finished).isCompletedWithValue(2_400L);
    assertThat(heard).containsExactly("assistant 800");
    tickAfter(400);
    assertThat(heard).containsExactly("assistant 800", "quiet 2400");
  }

  @Test
  void whatTheAssistantSaidBeforeIsNotWaitedFor() {
    recording.assistant(800, loud(1_600), 0, 1_600);
    tickAfter(400);
    CompletableFuture<Long> next = line.assistantBegins(2_400);
    tickAfter(20);
    assertThat(next).isNotDone();
    recording.assistant(8_000, loud(160), 0, 160);
    tickAfter(700);

    assertThat(next).isCompletedWithValue(8_000L);
  }

  @Test
  void theEndOfTheCallReleasesAllWaiters() {
    CompletableFuture<Long> begun = line.assistantBegins(-1);
    CallerUtterance saying = line.say("x", loud(10), 0);
    line.close();

    assertThat(begun).isCancelled();
    assertThat(saying.said()).isCancelled();
    assertThat(line.say("y", loud(10), 0).begun()).isCancelled();
    assertThat(line.assistantBegins(-1)).isCancelled();
    assertThat(line.tick(nanos.get())).isEqualTo(Long.MAX_VALUE);
  }

  private long tickAfter(long ms) {
    return line.tick(nanos.addAndGet(ms * MS));
  }

  private static byte[] loud(int length) {
    var loud = new byte[length];
    Arrays.fill(loud, (byte) 0x90);
    return loud;
  }
}
