// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

/**
 * A tool call as the model requested it.
 *
 * @param arguments JSON if the model wrote it correctly
 */
public record RequestedToolCall(String tool, String arguments) {}
