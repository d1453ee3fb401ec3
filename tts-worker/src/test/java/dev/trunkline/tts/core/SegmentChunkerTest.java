// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SegmentChunkerTest extends SegmentChunkerRig {
  @Test
  void chunkIsPublishedAsSoonAs100MsAreThere() {
    open(0, "Hello there. ");
    audio(99, null);
    assertThat(chunks).isEmpty();
    audio(1, null);
    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().ulaw()).hasSize(800);
    assertThat(chunks.getFirst().end()).isEqualTo(End.NOTHING);
  }

  @Test
  void chunkBordersDoNotDependOnMessageBorders() {
    for (int ms : new int[] {7, 130, 1, 1, 250, 61}) {
      if (chunks.isEmpty() && tone == 0) {
        open(0, "One two. ");
      }
      audio(ms, null);
    }
    finish();
    assertThat(chunks).extracting(c -> c.ulaw().length).containsExactly(800, 800, 800, 800, 400);
    assertThat(chunks).extracting(OutboundAudio::chunk).containsExactly(0, 1, 2, 3, 4);
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
    assertThat(sound(0)).hasSize(450 * 8).startsWith(1).endsWith(6);
  }

  @Test
  void textBelongsToTheChunkInWhichItStarts() {
    open(0, "Hi you. ");
    audio(250, spread("Hi you.", 250));
    assertThat(chunks).extracting(OutboundAudio::text).containsExactly("Hi", " you", ". ");
    assertThat(chunks.get(0).textMs()).containsExactly(0, 35);
    assertThat(chunks.get(1).textMs()).containsExactly(7, 7, 42, 78);
    assertThat(chunks.get(2).textMs()).containsExactly(14, 14);
  }

  @Test
  void leadingSilenceIsTrimmedAndTimesAreShifted() {
    open(0, "Hi you. ");
    chunks.addAll(chunker.addAudio(silence(100), spread("Hi", 100)));
    chunks.addAll(chunker.addAudio(silence(80), null));
    audio(200, spread(" you.", 200));
    finish();
    assertThat(sound(0)).hasSize((30 + 200) * 8);
    assertThat(chunks.getFirst().text()).startsWith("Hi y");
    assertThat(chunks.getFirst().textMs()).containsExactly(0, 0, 70, 70);
  }

  @Test
  void alignmentTimesAreRelativeToTheirMessage() {
    open(0, "Ab cd ");
    audio(150, spread("Ab ", 150));
    audio(150, spread("cd ", 150));
    finish();
    assertThat(chunks.get(0).text()).isEqualTo("Ab");
    assertThat(chunks.get(1).text()).isEqualTo(" c");
    assertThat(chunks.get(1).textMs()).containsExactly(50, 50);
    assertThat(chunks.get(2).text()).isEqualTo("d ");
    assertThat(chunks.get(2).textMs()).containsExactly(0, 0);
  }

  @Test
  void segmentEndsWithItsLastCharactersMessage() {
    open(0, "Yes. ");
    audio(120, spread("Ye", 120));
    assertThat(chunks).extracting(OutboundAudio::end).containsExactly(End.NOTHING);
    audio(130, spread("s. ", 130));
    assertThat(chunks)
        .extracting(OutboundAudio::end)
        .containsExactly(End.NOTHING, End.NOTHING, End.SEGMENT);
    assertThat(sound(0)).hasSize(250 * 8);
  }

  @Test
  @DisplayName(
      "Two segments in one message are split where the first character of the second starts")
  void segmentsInOneMessageAreSplitAtTheFirstCharacter() {
    open(0, "One. ");
    open(1, "Two. ");
    audio(200, spread("One. ", 200));
    audio(400, spread("One. Two. ".substring(5), 400));
    assertThat(segments()).containsExactly(0, 0, 1, 1, 1, 1);

    var other = new SegmentChunkerTest();
    other.open(0, "One. ");
    other.open(1, "Two. ");
    other.audio(500, spread("One. Two. ", 500));
    assertThat(other.sound(0)).hasSize(250 * 8);
    assertThat(other.sound(1)).hasSize(250 * 8);
    assertThat(other.text(0)).isEqualTo("One. ");
    assertThat(other.text(1)).isEqualTo("Two. ");
    assertThat(other.chunks.get(2).end()).isEqualTo(End.SEGMENT);
    assertThat(other.chunks.get(2).ulaw()).hasSize(50 * 8);
    assertThat(other.chunks.get(3).chunk()).isZero();
  }

  @Test
  void addedOrDroppedSpacesDoNotMoveTheBoundary() {
    open(0, "One  two. ");
    open(1, "Three. ");
    audio(500, spread("  Onetwo.", 500));
    assertThat(text(0)).isEqualTo("One  two. ");
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
    audio(300, spread(" Three.", 300));
    assertThat(text(1)).isEqualTo("Three. ");
    assertThat(sound(1)).hasSize(300 * 8);
  }

  @Test
  void alignmentEntryMayHoldSeveralCharacters() {
    open(0, "Café 😀 ok. ");
    var alignment =
        new Alignment(
            List.of("Ca", "fé ", "😀", " ok", "."),
            new int[] {0, 50, 100, 150, 200},
            new int[] {50, 50, 50, 50, 50});
    audio(250, alignment);
    assertThat(chunks).extracting(OutboundAudio::text).containsExactly("Café", " 😀 ok", ". ");
    assertThat(chunks.get(1).textMs()).containsExactly(0, 0, 0, 50, 50, 50);
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
  }

  @Test
  @DisplayName(
      "A first message that aligns the whole segment does not end it before its audio came")
  void fullAlignmentInFirstMessageDoesNotEndTheSegment() {
    open(0, "Hello. ");
    audio(100, spread("Hello. ", 350));
    audio(100, null);
    assertThat(chunks).extracting(OutboundAudio::end).containsOnly(End.NOTHING);
    audio(150, null);
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
    assertThat(sound(0)).hasSize(350 * 8);
    assertThat(chunks).extracting(OutboundAudio::text).containsExactly("He", "ll", "o. ", "");
  }

  @Test
  void trailingPauseBelongsToItsSegment() {
    open(0, "Yes. ");
    audio(200, spread("Yes.", 230));
    audio(200, new Alignment(List.of(" "), new int[] {30}, new int[] {270}));
    assertThat(chunks).extracting(OutboundAudio::end).containsOnly(End.NOTHING);
    audio(100, null);
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
    assertThat(sound(0)).hasSize(500 * 8);
  }

  @Test
  void smallAlignmentOverrunStillEndsTheSegment() {
    open(0, "Hello. ");
    audio(250, spread("Hello. ", 265));
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
  }

  @Test
  @DisplayName("A large alignment overrun keeps the segment open until it is settled")
  void largeAlignmentOverrunKeepsTheSegmentOpen() {
    open(0, "Hello. ");
    audio(250, spread("Hello. ", 600));
    assertThat(chunks).extracting(OutboundAudio::end).containsOnly(End.NOTHING);
    chunks.addAll(chunker.settle());
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
    assertThat(sound(0)).hasSize(250 * 8);
    assertThat(text(0)).isEqualTo("Hello. ");
  }

  @Test
  void audioAfterASegmentsEndBelongsToTheNextOne() {
    open(0, "One. ");
    audio(200, spread("One. ", 200));
    audio(60, null);
    assertThat(chunks).hasSize(2);
    open(1, "Two. ");
    audio(140, spread("Two. ", 140));
    assertThat(sound(1)).hasSize(200 * 8);
    assertThat(chunks.get(2).textMs()[0]).isEqualTo(60);
  }

  @Test
  void audioAfterTheLastSegmentIsNotLost() {
    open(0, "One. ");
    audio(150, spread("One. ", 150));
    audio(60, null);
    finish();
    assertThat(sound(0)).hasSize(210 * 8);
    assertThat(chunks).extracting(OutboundAudio::chunk).containsExactly(0, 1, 2);
  }

  @Test
  @DisplayName("Without alignment the text is spread without times, and a flush ends the segment")
  void withoutAlignmentAFlushEndsTheSegment() {
    open(0, "One. ");
    open(1, "Two. ");
    audio(150, null);
    chunks.addAll(chunker.flushDone());
    audio(100, null);
    finish();
    assertThat(segments()).containsExactly(0, 0, 1, 1);
    assertThat(chunks).extracting(OutboundAudio::text).containsExactly("On", "e. ", "Tw", "o. ");
    assertThat(chunks).allSatisfy(c -> assertThat(c.textMs()).isEmpty());
    assertThat(chunks.get(1).end()).isEqualTo(End.SEGMENT);
    assertThat(chunks.get(3).end()).isEqualTo(End.SEGMENT);
  }

  @Test
  void withoutAlignmentAFlushBeforeAudioEndsNothing() {
    open(0, "One. ");
    assertThat(chunker.flushDone()).isEmpty();
  }

  @Test
  void withoutAlignmentTheContextEndsAllSegments() {
    open(0, "One. ");
    open(1, "Two. ");
    audio(150, null);
    finish();
    assertThat(segments()).containsExactly(0, 0, 1);
    assertThat(text(0)).isEqualTo("One. ");
    assertThat(text(1)).isEqualTo("Two. ");
    assertThat(chunks.getLast().ulaw()).isEmpty();
    assertThat(chunks.getLast().end()).isEqualTo(End.SEGMENT);
  }

  @Test
  void unspeakableSegmentBecomesAnEmptyChunk() {
    open(0, "One. ");
    open(1, "… ");
    open(2, "Two. ");
    audio(200, spread("One. ", 200));
    audio(200, spread("Two. ", 200));
    assertThat(segments()).containsExactly(0, 0, 1, 2, 2);
    assertThat(text(1)).isEqualTo("… ");
    assertThat(sound(1)).isEmpty();
  }

  @Test
  void missingSegmentIsDetected() {
    open(0, "One. ");
    open(1, "Two three four. ");
    audio(200, spread("One. ", 200));
    assertThat(chunker.isCutShort()).isTrue();
    audio(200, spread("Two three fo", 200));
    assertThat(chunker.isCutShort()).isFalse();
  }
}
