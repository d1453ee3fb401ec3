// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.vad.FrameOrder.Place;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Connects frames with the listener of their call's stream. A call is known from its first frame
 * until its stream's end mark, until another stream of the call takes its place (nothing more is
 * wanted of the old one), or until it is given up or dropped. Not thread-safe.
 */
final class Switchboard {
  private final VadSettings settings;
  private final Ears ears;
  private final VadMeters meters;
  private final UnfinishedWork unfinished;
  private final Map<String, Line> lines = new HashMap<>();
  private final Set<StreamListener> fed = new LinkedHashSet<>();

  Switchboard(VadSettings settings, Ears ears, VadMeters meters, UnfinishedWork unfinished) {
    this.settings = settings;
    this.ears = ears;
    this.meters = meters;
    this.unfinished = unfinished;
  }

  /** A frame, and where and when it was read. */
  record Delivery(InboundAudio frame, TopicPartition partition, long offset, long nanos) {}

  private record Line(StreamListener listener, @Nullable String formerStream) {}

  /** Takes a frame to its listener; its audio waits until {@link #hear}. */
  void take(Delivery delivery) {
    InboundAudio frame = delivery.frame();
    Line line = lines.get(frame.callSid());
    if (line != null && frame.streamSid().equals(line.formerStream)) {
      meters.stale();
      return;
    }
    boolean first = frame.sequence() == 0;
    if (line == null) {
      line = connect(delivery, null, first);
    } else if (!line.listener.streamSid().equals(frame.streamSid())) {
      stop(line.listener);
      line = connect(delivery, line.listener.streamSid(), first);
    }
    place(line, delivery);
  }

  /** Hears all that was taken, and holds what a successor would need. */
  void hear() {
    ears.hear(fed);
    for (StreamListener listener : fed) {
      unfinished.hold(listener.partition(), listener.callSid(), listener.hold());
    }
    fed.clear();
  }

  /** Gives up the calls that match: speech that is going on ends, and nothing is held for them. */
  void giveUp(Predicate<StreamListener> which) {
    for (StreamListener listener : matching(which)) {
      stop(listener);
      lines.remove(listener.callSid());
      unfinished.release(listener.partition(), listener.callSid());
    }
  }

  /** Drops the calls that match without a word: they are another's now. */
  void drop(Predicate<StreamListener> which) {
    matching(which).forEach(listener -> lines.remove(listener.callSid()));
  }

  int size() {
    return lines.size();
  }

  private List<StreamListener> matching(Predicate<StreamListener> which) {
    return lines.values().stream().map(Line::listener).filter(which).toList();
  }

  private Line connect(Delivery delivery, @Nullable String formerStream, boolean alone) {
    var listener = new StreamListener(delivery, settings, alone);
    var line = new Line(listener, formerStream);
    lines.put(listener.callSid(), line);
    return line;
  }

  /** All that waits is heard first, so that events keep the order of the audio. */
  private void stop(StreamListener listener) {
    hear();
    ears.stop(listener);
  }

  private void place(Line line, Delivery delivery) {
    switch (line.listener.place(delivery.frame())) {
      case Place.Repeated _ -> meters.repeated();
      case Place.Next next -> {
        meters.missing(next.missingFrames());
        deliver(line.listener, delivery, next.silence());
      }
      case Place.Elsewhere elsewhere -> {
        meters.missing(elsewhere.missingFrames());
        stop(line.listener);
        deliver(connect(delivery, line.formerStream, true).listener, delivery, 0);
      }
    }
  }

  private void deliver(StreamListener listener, Delivery delivery, int silence) {
    if (delivery.frame().isEndOfStream()) {
      giveUp(candidate -> candidate == listener);
    } else {
      feed(listener, delivery, silence);
    }
  }

  /** Puts a frame, and the silence before it, into the listener; hears in between if it is full. */
  private void feed(StreamListener listener, Delivery delivery, int silence) {
    byte[] ulaw = delivery.frame().ulaw();
    fed.add(listener);
    int filled = listener.appendSilence(silence);
    while (filled < silence) {
      ears.hear(fed);
      filled += listener.appendSilence(silence - filled);
    }
    listener.expect(delivery);
    int taken = listener.append(ulaw, 0);
    while (taken < ulaw.length) {
      ears.hear(fed);
      taken += listener.append(ulaw, taken);
    }
  }
}
