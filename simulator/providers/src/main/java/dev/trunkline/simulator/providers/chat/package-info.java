// SPDX-License-Identifier: Apache-2.0
/**
 * OpenAI's chat completions on the wire, and a small rule-based assistant behind them that answers
 * from the conversation it is given.
 */
@NullMarked
package dev.trunkline.simulator.providers.chat;

import org.jspecify.annotations.NullMarked;
