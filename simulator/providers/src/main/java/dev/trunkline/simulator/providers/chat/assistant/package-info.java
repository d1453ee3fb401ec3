// SPDX-License-Identifier: Apache-2.0
/**
 * A customer-service assistant made of rules: it understands what callers of a small business say,
 * remembers what was said earlier in the conversation, and always gives the same answer to the same
 * words on the same day. The business, its orders and its balances are fiction.
 */
@NullMarked
package dev.trunkline.simulator.providers.chat.assistant;

import org.jspecify.annotations.NullMarked;
