// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import org.jspecify.annotations.Nullable;

/**
 * Whom a call can be transferred to.
 *
 * @param description tells the model who that is, null if the name does
 * @param say said before, null for what is said otherwise
 */
public record Destination(
    String name,
    String number,
    @Nullable String description,
    @Nullable String say,
    int ringSeconds) {}
