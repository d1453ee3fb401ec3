// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The call's media streams. Times are wall clock milliseconds, 0 for "has not happened".
 *
 * @param sid the stream that is open, or was last
 * @param pastSids streams that were open before it
 * @param lostAtMs when the current stream broke
 * @param endReportedAtMs when Twilio reported the end of the call
 * @param endedAtMs when the call ended
 * @param lineEcho what the stream has shown of an echo; null for nothing
 */
public record StreamState(
    @JsonProperty("streamSid") String sid,
    @JsonProperty("pastStreams") List<String> pastSids,
    @JsonProperty("streamLostAtMs") long lostAtMs,
    long endReportedAtMs,
    long endedAtMs,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LineEcho lineEcho) {

  public StreamState {
    // Absent from state that an early release stored.
    pastSids = List.copyOf(Objects.requireNonNullElse(pastSids, List.of()));
  }

  static StreamState opened(String sid) {
    return new StreamState(sid, List.of(), 0, 0, 0, null);
  }

  LineEcho echo() {
    return lineEcho == null ? LineEcho.NONE : lineEcho;
  }

  boolean isCurrent(String streamSid) {
    return sid.equals(streamSid);
  }

  boolean isLost() {
    return lostAtMs > 0;
  }

  boolean hasEnded() {
    return endedAtMs > 0;
  }

  boolean isNew(String streamSid) {
    return !isCurrent(streamSid) && !pastSids.contains(streamSid);
  }

  StreamState lost(long nowMs) {
    return edit(it -> it.lostAtMs = nowMs);
  }

  StreamState endReported(long nowMs) {
    return edit(it -> it.endReportedAtMs = nowMs);
  }

  StreamState ended(long nowMs) {
    return edit(it -> it.endedAtMs = nowMs);
  }

  StreamState withEcho(LineEcho seen) {
    return edit(it -> it.lineEcho = seen);
  }

  StreamState movedTo(String streamSid) {
    var past = new ArrayList<>(pastSids);
    past.add(sid);
    return new StreamState(streamSid, past, 0, 0, 0, null);
  }

  /** Counts waits for a lost stream or a reported end from {@code sinceMs} on. */
  StreamState notBefore(long sinceMs) {
    return edit(it -> {
      it.lostAtMs = lostAtMs > 0 ? Math.max(lostAtMs, sinceMs) : 0;
      it.endReportedAtMs = endReportedAtMs > 0 ? Math.max(endReportedAtMs, sinceMs) : 0;
    });
  }

  private StreamState edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return new StreamState(
        sid, pastSids, edit.lostAtMs, edit.endReportedAtMs, edit.endedAtMs, edit.lineEcho);
  }

  private static final class Edit {
    long lostAtMs;
    long endReportedAtMs;
    long endedAtMs;
    @Nullable LineEcho lineEcho;

    Edit(StreamState from) {
      lostAtMs = from.lostAtMs;
      endReportedAtMs = from.endReportedAtMs;
      endedAtMs = from.endedAtMs;
      lineEcho = from.lineEcho;
    }
  }
}
