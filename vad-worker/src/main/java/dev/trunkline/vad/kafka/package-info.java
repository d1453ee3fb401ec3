// SPDX-License-Identifier: Apache-2.0
/**
 * Reads frames from {@code audio.inbound}, keeps one session per stream, performs what its detector
 * decides, and writes speech events to topic {@code speech}.
 */
@NullMarked
package dev.trunkline.vad.kafka;

import org.jspecify.annotations.NullMarked;
