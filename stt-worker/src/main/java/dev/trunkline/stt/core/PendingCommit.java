// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import org.jspecify.annotations.Nullable;

/**
 * A commit without an answer; answers come in the order of commits.
 *
 * @param utterance whose end it is, null if it only keeps a long segment from growing
 * @param upToMs media time of the audio before it
 * @param sentAtNanos monotonic clock
 */
record PendingCommit(@Nullable PendingUtterance utterance, long upToMs, long sentAtNanos) {}
