// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.dialog.tool.Toolbox;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a turn comes from.
 *
 * @param assistant whose answer it is, null for the default assistant
 * @param speakable the rules of that assistant's language
 * @param tools what it can do, null for nothing
 */
record TurnOrigin(
    @Nullable ReturnAddress address,
    @Nullable String assistant,
    TextNormalizer speakable,
    @Nullable Toolbox tools) {}
