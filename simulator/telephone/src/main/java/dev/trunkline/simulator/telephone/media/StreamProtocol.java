// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What is said over one stream: Twilio's messages with their counters, the judgement of the
 * gateway's, and the play-out between them. Knows no socket; what goes out is queued. Guarded by
 * the line's lock.
 */
final class StreamProtocol {
  private static final byte[] NOTHING = {};

  private final StreamIdentity identity;
  private final StreamSettings settings;
  private final RandomGenerator random;
  private final Debugger debugger;
  private final Recording recording;
  private final Speaker speaker;
  private final OutgoingQueue queue;
  private final TwilioMessages outgoing;
  private final MessageJudge judge;
  private final PlayoutModel playout;
  private final Timestamps timestamps;
  private final Set<DebuggerCode> warned = EnumSet.noneOf(DebuggerCode.class);
  private boolean dead;
  private boolean overflowed;
  private long pingAt;

  /** Where the assistant's sound comes out. */
  interface Speaker {
    void played(long position, byte[] ulaw, int from, int length);
  }

  StreamProtocol(
      StreamIdentity identity,
      StreamSettings settings,
      RandomGenerator random,
      Debugger debugger,
      Recording recording,
      Speaker speaker,
      OutgoingQueue queue) {
    this.identity = identity;
    this.settings = settings;
    this.random = random;
    this.debugger = debugger;
    this.recording = recording;
    this.speaker = speaker;
    this.queue = queue;
    outgoing = new TwilioMessages(identity.accountSid(), identity.callSid(), identity.streamSid());
    judge = new MessageJudge(identity.streamSid(), settings.applyExtraFields());
    playout = new PlayoutModel(Samples.ofMs(settings.maxPlayoutMs()), new Playing());
    timestamps = new Timestamps(settings, random);
    pingAt = Samples.ofMs(settings.pingMs());
  }

  void start() {
    send(FrameReader.TEXT, TwilioMessages.CONNECTED);
    send(FrameReader.TEXT, outgoing.start(identity.parameters()));
  }

  /** Says {@code stop}, and closes unless Twilio is set up to just disconnect. */
  void stop() {
    send(FrameReader.TEXT, outgoing.stop());
    if (settings.closeCode() > 0) {
      close(settings.closeCode());
    }
  }

  void close(int code) {
    queue(FrameWriter.close(code, random));
  }

  void pong(byte[] payload) {
    send(FrameReader.PONG, payload);
  }

  void key(char key) {
    if (!dead) {
      send(FrameReader.TEXT, outgoing.dtmf(key));
    }
  }

  /** The caller's audio; lost, but for its time, if the gateway does not read. */
  void frame(long position, byte[] frame) {
    if (dead) {
      return;
    }
    long timestamp = timestamps.next(position);
    if (!queue.hasRoomForMedia()) {
      warnOnce(DebuggerCode.MEDIA_OVERFLOW, "the gateway reads too slowly; caller audio is lost");
      return;
    }
    byte[] message = outgoing.media(frame, timestamp);
    queue(FrameWriter.frame(FrameReader.TEXT, message, random));
  }

  void advance(long now) {
    playout.advance(now);
    if (settings.pingMs() > 0 && now >= pingAt) {
      pingAt = now + Samples.ofMs(settings.pingMs());
      send(FrameReader.PING, NOTHING);
    }
  }

  boolean isIdle() {
    return playout.waiting() == 0;
  }

  long nextMarkAt() {
    return playout.nextMarkAt();
  }

  /** From now on nothing is sent or heard. */
  void playDead() {
    dead = true;
  }

  /** Whether so much output is pending that the gateway must be gone. */
  boolean hasOverflowed() {
    return overflowed;
  }

  /** Obeys a text message; tells why if it ends the stream. */
  Optional<String> text(byte[] utf8, long now) {
    if (dead) {
      return Optional.empty();
    }
    if (!identity.twoWay()) {
      return complain(DebuggerCode.INVALID_MESSAGE, "a one-way stream takes no messages");
    }
    return obey(judge.judge(utf8), now);
  }

  /** Takes offence at a binary message; tells why if it ends the stream. */
  Optional<String> binary() {
    return dead ? Optional.empty() : complain(DebuggerCode.MALFORMED_MESSAGE, "a binary message");
  }

  private Optional<String> obey(MessageVerdict verdict, long now) {
    return switch (verdict) {
      case MessageVerdict.Media media -> {
        if (!playout.media(media.ulaw(), now)) {
          recording.event(now, Kind.AUDIO_REFUSED, media.ulaw().length + " bytes");
        }
        yield excuse(media.complaint());
      }
      case MessageVerdict.Mark mark -> {
        playout.mark(mark.name(), now);
        yield excuse(mark.complaint());
      }
      case MessageVerdict.Clear clear -> {
        recording.event(now, Kind.CLEARED, "");
        playout.clear(now);
        yield excuse(clear.complaint());
      }
      case MessageVerdict.Invalid invalid -> complain(DebuggerCode.INVALID_MESSAGE, invalid.why());
    };
  }

  private Optional<String> excuse(Optional<String> complaint) {
    return complaint.flatMap(why -> complain(DebuggerCode.INVALID_MESSAGE, why));
  }

  private Optional<String> complain(DebuggerCode code, String why) {
    warnOnce(code, why);
    return settings.badMessagesEnd() ? Optional.of(why) : Optional.empty();
  }

  private void warnOnce(DebuggerCode code, String why) {
    if (warned.add(code)) {
      debugger.add(code, why);
    }
  }

  private void send(int opcode, byte[] payload) {
    queue(FrameWriter.frame(opcode, payload, random));
  }

  private void queue(byte[] frame) {
    overflowed |= !queue.offer(frame);
  }

  /** Where the play-out goes: to the recording, and back to the gateway. */
  private final class Playing implements PlayoutModel.Sink {
    @Override
    public void played(long position, byte[] ulaw, int from, int length) {
      if (!dead) {
        speaker.played(position, ulaw, from, length);
      }
    }

    @Override
    public void returned(long position, String mark, boolean flushed) {
      recording.event(position, flushed ? Kind.MARK_FLUSHED : Kind.MARK_PLAYED, mark);
      if (!dead) {
        send(FrameReader.TEXT, outgoing.mark(mark));
      }
    }
  }
}
