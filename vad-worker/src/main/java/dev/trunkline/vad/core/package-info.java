// SPDX-License-Identifier: Apache-2.0
/**
 * Decides where the caller's speech starts, pauses and ends. Pure: {@link
 * dev.trunkline.vad.core.DetectorInput}s go in, {@link dev.trunkline.vad.core.DetectorAction}s come
 * out; no I/O, no clock, no model.
 */
@NullMarked
package dev.trunkline.vad.core;

import org.jspecify.annotations.NullMarked;
