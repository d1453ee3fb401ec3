// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of a conversation: turn taking, history, interruption, the end of a call. {@link
 * dev.trunkline.dialog.core.Dialog} takes a conversation and an input and returns the next
 * conversation and the events to publish. Pure: no I/O, no clock.
 */
@NullMarked
package dev.trunkline.dialog.core;

import org.jspecify.annotations.NullMarked;
