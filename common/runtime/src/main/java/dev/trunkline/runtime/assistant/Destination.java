// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import org.jspecify.annotations.Nullable;

/**
 * A destination that a call can be transferred to.
 *
 * @param description describes it to the model; null if the name is enough
 * @param say spoken before the transfer; null for the assistant's default text
 */
public record Destination(
    String name,
    String number,
    @Nullable String description,
    @Nullable String say,
    int ringSeconds) {}
