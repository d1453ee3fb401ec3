/**
 * Transcripts for analytics: what was said, without card numbers, social security numbers, e-mail
 * addresses and telephone numbers. Beside the speech path, which never waits for it.
 */
@NullMarked
package dev.trunkline.dialog.redaction;

import org.jspecify.annotations.NullMarked;
