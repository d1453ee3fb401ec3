// SPDX-License-Identifier: Apache-2.0
/**
 * What is decided in a call: turn taking, history, interruption. Pure: {@link
 * dev.trunkline.dialog.core.Dialog} takes a conversation and an event and gives the next
 * conversation and what is to be said to the world; it does no I/O and looks at no clock.
 */
@NullMarked
package dev.trunkline.dialog.core;

import org.jspecify.annotations.NullMarked;
