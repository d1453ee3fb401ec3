// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.Optional;

/**
 * The file's {@code outage}: what a gateway plays by itself while a stage has no worker at all.
 *
 * @param audio the path of a WAV file (8 kHz, mono, at most 10 s) in the assistant's voice; a
 *     built-in recording without it
 * @param afterMs how long both sides must have been silent before; 0 for never
 */
public record OutageNotice(Optional<LocatedText> audio, int afterMs) {
  private static final int AFTER_MS = 2_000;

  static final OutageNotice DEFAULT = new OutageNotice(Optional.empty(), AFTER_MS);

  static OutageNotice read(Fields fields) {
    var read =
        new OutageNotice(fields.text("audio"), fields.integer("afterMs", AFTER_MS, 0, 60_000));
    fields.done();
    return read;
  }
}
