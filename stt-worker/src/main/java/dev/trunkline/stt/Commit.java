// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import org.jspecify.annotations.Nullable;

/**
 * A commit on its way; answers come in the order of commits.
 *
 * @param utterance whose end it is, null if it only keeps a long segment from growing
 * @param upToMs media time of the audio before it
 * @param sentAt nanoseconds of the monotonic clock
 */
record Commit(@Nullable Utterance utterance, long upToMs, long sentAt) {}
