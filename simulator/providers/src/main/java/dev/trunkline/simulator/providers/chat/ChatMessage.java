// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}
 * @param text its words; empty if it has none, as with tool calls
 */
public record ChatMessage(String role, String text) {}
