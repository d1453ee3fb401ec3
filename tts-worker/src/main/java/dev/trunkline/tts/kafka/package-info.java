// SPDX-License-Identifier: Apache-2.0
/**
 * Reads topics {@code calls} and {@code replies}, keeps one speaker per call, and sends its audio
 * to the topic of the gateway that holds the call.
 */
@NullMarked
package dev.trunkline.tts.kafka;

import org.jspecify.annotations.NullMarked;
