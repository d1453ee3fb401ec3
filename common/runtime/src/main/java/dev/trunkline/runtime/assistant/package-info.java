// SPDX-License-Identifier: Apache-2.0
/**
 * The assistants that answer different numbers, as described in a YAML file. The gateway chooses a
 * call's assistant, and its name travels as a header with the call's records; every service reads
 * what it needs from the same file.
 */
@NullMarked
package dev.trunkline.runtime.assistant;

import org.jspecify.annotations.NullMarked;
