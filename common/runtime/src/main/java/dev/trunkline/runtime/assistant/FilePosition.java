// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

/** A position in a file; both count from 1. */
public record FilePosition(int line, int column) {}
