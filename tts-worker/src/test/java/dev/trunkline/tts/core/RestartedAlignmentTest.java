// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Alignments that begin again, or whose times run backwards. */
class RestartedAlignmentTest extends SegmentChunkerRig {
  @Test
  @DisplayName("An alignment that begins again at the first character leaves the text in its place")
  void alignmentThatRestartsDoesNotMoveTheText() {
    open(0, "We sell bread. ");
    audio(100, spread("We sel", 300));
    audio(600, spread("We sell bread. ", 600));
    finish();
    assertThat(heardIn(0, 300)).isEqualTo("We se");
    assertThat(chunks.stream().map(OutboundAudio::text)).last().isEqualTo(". ");
  }

  @Test
  void alignmentThatRestartsInALaterSegmentKeepsTheEarlierOne() {
    open(0, "We sell bread. ");
    open(1, "Also cake. ");
    audio(500, spread("We sell bread. ", 500));
    audio(100, spread("Also", 400));
    audio(400, spread("Also cake. ", 400));
    finish();
    assertThat(text(0)).isEqualTo("We sell bread. ");
    assertThat(text(1)).isEqualTo("Also cake. ");
    assertThat(sound(0)).hasSize(500 * 8);
  }

  @Test
  void alignmentThatRestartsWithTheWholeContextIsPlacedOnce() {
    open(0, "We sell bread. ");
    open(1, "Also cake. ");
    audio(500, spread("We sell bread. ", 500));
    audio(200, spread("Also", 200));
    audio(300, spread("We sell bread. Also cake. ", 300));
    finish();
    assertThat(text(0)).isEqualTo("We sell bread. ");
    assertThat(text(1)).isEqualTo("Also cake. ");
  }

  @Test
  void wordsThatAreSpokenTwiceAreNoRestart() {
    open(0, "Ha ha ha ha ha ha. ");
    audio(100, spread("Ha ha ", 100));
    audio(100, spread("ha ha ", 100));
    audio(100, spread("ha ha. ", 100));
    finish();
    assertThat(chunks.stream().map(OutboundAudio::text))
        .containsExactly("Ha ha", " ha ha", " ha ha. ");
  }

  @Test
  @DisplayName("Times that run backwards are taken for the latest time before")
  void timesThatRunBackwardsDoNotMoveTheNextSegment() {
    open(0, "We sell bread. ");
    open(1, "Also cake. ");
    audio(500, spread("We sell bread. ", 500));
    audio(
        400,
        new Alignment(List.of("Also", " cake. "), new int[] {-400, 100}, new int[] {100, 300}));
    finish();
    assertThat(sound(0).length).isGreaterThan(400 * 8);
    assertThat(text(1)).isEqualTo("Also cake. ");
  }
}
