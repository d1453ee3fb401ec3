// SPDX-License-Identifier: Apache-2.0
/**
 * A copy of what was said for those who may not see everything: {@link
 * dev.trunkline.dialog.redaction.Redactor} is a pure function of text, {@link
 * dev.trunkline.dialog.redaction.Waiting} puts together what a caller says in two breaths, and
 * {@link dev.trunkline.dialog.redaction.TranscriptFilter} reads and writes. Off the speech path.
 */
@NullMarked
package dev.trunkline.dialog.redaction;

import org.jspecify.annotations.NullMarked;
