// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random calls of a caller, a model and a gateway. Some records arrive twice or out of order, as
 * the topics allow.
 */
@Tag("fuzz")
class AnyOrderTest {
  private static final List<String> WORDS =
      List.of(
          "", "okay.", "uh-huh", "stop", "When do you open?", "my number is", "five five five.");

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @ParameterizedTest
  @DisplayName("Whatever the order of the records, no turn is heard twice or paused for ever")
  @MethodSource("seeds")
  void conversationStaysConsistentInAnyOrder(int seed) {
    var run = new Run(seed);
    for (int i = 0; i < 60; i++) {
      run.step();
    }
    assertThat(floors(run.call.events)).isSorted();
    assertThat(run.call.events)
        .filteredOn(TurnRequested.class::isInstance)
        .extracting(e -> ((TurnRequested) e).turn())
        .doesNotHaveDuplicates();
    assertThat(run.call.events)
        .filteredOn(AssistantHeard.class::isInstance)
        .extracting(e -> ((AssistantHeard) e).turn())
        .as("a turn is heard once")
        .doesNotHaveDuplicates();
    for (Map.Entry<Integer, String> heard : run.gateway.heard.entrySet()) {
      assertThat(run.history()).contains(heard.getValue());
    }
    run.settle();
    assertThat(run.gateway.pausedAbove(run.floor())).as("no playback stays paused").isFalse();
    assertThat(run.call.conversation().isIdle()).as("%s", run.call.conversation()).isTrue();
  }

  private static List<Integer> floors(List<Event> events) {
    return events.stream()
        .filter(FloorRaised.class::isInstance)
        .map(e -> ((FloorRaised) e).floor())
        .toList();
  }

  /** What the dialog worker sees of a gateway: it plays turns in order. */
  private static final class Gateway {
    final Map<Integer, String> heard = new java.util.TreeMap<>();
    private final java.util.TreeMap<Integer, List<String>> texts = new java.util.TreeMap<>();
    private final java.util.Set<Integer> ended = new java.util.TreeSet<>();
    private int floor;
    private int paused = -1;

    boolean pausedAbove(int lowest) {
      return paused >= lowest;
    }
  }

  private static final class Run {
    final VirtualCall call =
        new VirtualCall(Map.of("silencePromptMs", "0", "maxCallMs", "0")).started();
    final Gateway gateway = new Gateway();
    private final Random random;
    private final List<Event> late = new ArrayList<>();
    private int seen;
    private boolean speaking;
    private boolean unheard;
    private int playing = -1;

    Run(int seed) {
      random = new Random(seed);
      processEvents();
    }

    int floor() {
      return gateway.floor;
    }

    String history() {
      return call.conversation().history().lines().stream()
          .filter(line -> line.role() == Role.ASSISTANT)
          .map(line -> " " + line.text() + " ")
          .reduce("", String::concat);
    }

    void step() {
      switch (random.nextInt(7)) {
        case 0, 1 -> callerActs();
        case 2, 3 -> play();
        case 4 -> call.waitMs(random.nextInt(700));
        case 5 -> call.judged(random.nextDouble());
        default -> repeatARecord();
      }
      processEvents();
    }

    private void callerActs() {
      if (speaking) {
        if (random.nextBoolean()) {
          call.partial(WORDS.get(random.nextInt(WORDS.size())));
        } else {
          call.silent();
          speaking = false;
          unheard = true;
        }
      } else if (unheard) {
        call.words(WORDS.get(random.nextInt(WORDS.size())));
        unheard = false;
      } else {
        call.waitMs(400);
        call.speaks();
        speaking = true;
      }
    }

    /** Starts the next turn that may be heard, or ends the one that plays. */
    private void play() {
      if (playing < 0) {
        gateway.texts.keySet().stream()
            .filter(t -> t >= gateway.floor && !gateway.ended.contains(t))
            .filter(t -> gateway.paused < 0 || t < gateway.paused)
            .findFirst()
            .ifPresent(turn -> {
              playing = turn;
              send(
                  new PlaybackStarted(
                      VirtualCall.CALL, VirtualCall.STREAM, turn, call.now, call.now, call.now));
            });
      } else if (gateway.paused != playing) {
        end(playing, String.join("", gateway.texts.getOrDefault(playing, List.of())).strip());
        send(
            new PlaybackFinished(
                VirtualCall.CALL, VirtualCall.STREAM, playing, call.now, call.now));
        playing = -1;
      }
    }

    private void end(int turn, String heard) {
      gateway.ended.add(turn);
      if (!heard.isEmpty()) {
        gateway.heard.put(turn, heard);
      }
    }

    private void send(Event event) {
      late.add(event);
      call.on(event);
      processEvents();
    }

    private void repeatARecord() {
      if (!late.isEmpty()) {
        call.on(late.get(random.nextInt(late.size())));
      }
    }

    /** Processes the events of the conversation since the last call. */
    private void processEvents() {
      while (seen < call.events.size()) {
        Event event = call.events.get(seen++);
        switch (event) {
          case SegmentWritten piece -> write(piece.turn(), piece.text());
          case TurnRequested request -> {
            write(request.turn(), "Answer " + request.turn() + " is long.");
            send(
                new SegmentWritten(
                    VirtualCall.CALL,
                    request.turn(),
                    0,
                    "Answer " + request.turn() + " is long.",
                    1,
                    1));
            send(new ReplyEnded(VirtualCall.CALL, request.turn(), 1, null, call.now));
          }
          case Pause pause -> {
            if (pause.turn() >= gateway.floor && !gateway.ended.contains(pause.turn())) {
              gateway.paused = pause.turn();
            }
          }
          case Resume resume ->
              gateway.paused = gateway.paused == resume.turn() ? -1 : gateway.paused;
          case Interrupt interrupt -> interrupt(interrupt.floor());
          default -> {
            // Not the gateway's.
          }
        }
      }
    }

    private void write(int turn, String text) {
      gateway.texts.put(turn, List.of(text));
    }

    private void interrupt(int floor) {
      if (floor <= gateway.floor) {
        return;
      }
      gateway.floor = floor;
      gateway.paused = gateway.paused < floor ? -1 : gateway.paused;
      int turn = floor - 1;
      if (gateway.ended.contains(turn)) {
        return;
      }
      String heard = playing == turn ? "Answer" : "";
      if (playing == turn) {
        boolean answer = gateway.texts.getOrDefault(turn, List.of("")).getFirst().startsWith(heard);
        heard = answer ? heard : "";
      }
      playing = playing < floor ? -1 : playing;
      end(turn, heard);
      send(
          new PlaybackInterrupted(
              VirtualCall.CALL, VirtualCall.STREAM, turn, 0, heard, 1, call.now, null, call.now));
    }

    /** Lets the caller fall silent and all turns play to their end. */
    void settle() {
      for (int i = 0; i < 20; i++) {
        if (speaking || unheard) {
          callerActs();
        }
        processEvents();
        play();
        processEvents();
        call.waitMs(3_000);
        processEvents();
      }
    }
  }
}
