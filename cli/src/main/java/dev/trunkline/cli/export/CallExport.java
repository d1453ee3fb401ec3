// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.export;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.cli.conversation.CallTimeline;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.log.CallFolder;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.picture.TimelinePicture;
import dev.trunkline.events.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A call as files: {@code call.wav} (caller left, assistant right), {@code transcript.txt} and
 * {@code .json}, {@code timeline.png}, {@code events.jsonl} and {@code call.json}.
 */
public final class CallExport {
  private final CallLog call;
  private final ObservedCall story;
  private final CallAudioTracks sound;

  /** Puts the call together. */
  public CallExport(CallLog call) {
    this.call = call;
    var axis = new CallTimeAxis(call);
    List<Event> events = call.events().map(axis::onAxis).toList();
    story = new ObservedCall(call.callSid());
    events.forEach(story::accept);
    sound = CallAudioTracks.of(call, axis, events);
  }

  /** The conversation, a line each. */
  public List<String> transcript() {
    return TranscriptLine.of(story).stream().map(line -> line.text(" — interrupted")).toList();
  }

  /** What happened, on the call's axis. */
  public ObservedCall story() {
    return story;
  }

  /** All that the caller's telephone sent, µ-law, from the first frame on. */
  public byte[] callerUlaw() {
    return sound.caller();
  }

  /** How long the call is. */
  public long durationMs() {
    return sound.caller().length / 8;
  }

  /** Writes all files; the directory is made if it is missing. */
  public void write(Path directory) throws IOException {
    CallFolder.write(call, directory);
    StereoWav.write(sound.callerPcm(), sound.assistantPcm(), directory.resolve("call.wav"));
    Files.write(directory.resolve("transcript.txt"), transcript());
    Files.writeString(
        directory.resolve("transcript.json"),
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(TranscriptLine.of(story))
            + "\n");
    Timeline timeline =
        CallTimeline.of(story, durationMs(), sound.callerPcm(), sound.assistantPcm());
    TimelinePicture.write(timeline, directory.resolve("timeline.png"));
  }
}
