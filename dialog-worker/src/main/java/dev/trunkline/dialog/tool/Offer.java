// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

/**
 * A tool as the model sees it.
 *
 * @param parameters a JSON Schema of an object
 */
public record Offer(String name, String description, String parameters) {}
