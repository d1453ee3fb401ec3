// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

/** A text in a file, and its position. */
public record LocatedText(String text, FilePosition position) {}
