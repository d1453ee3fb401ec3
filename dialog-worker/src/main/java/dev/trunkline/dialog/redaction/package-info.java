// SPDX-License-Identifier: Apache-2.0
/**
 * Copies transcripts without personal data, for analytics. {@link
 * dev.trunkline.dialog.redaction.TextRedactor} is a pure function of text, {@link
 * dev.trunkline.dialog.redaction.PendingTranscripts} joins numbers that span several transcripts,
 * and {@link dev.trunkline.dialog.redaction.TranscriptRedactor} reads and writes the topics. Not in
 * the speech path.
 */
@NullMarked
package dev.trunkline.dialog.redaction;

import org.jspecify.annotations.NullMarked;
