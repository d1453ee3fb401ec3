// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

/**
 * A tool as it is described to the model.
 *
 * @param parameters JSON Schema of an object
 */
public record ToolDefinition(String name, String description, String parameters) {}
