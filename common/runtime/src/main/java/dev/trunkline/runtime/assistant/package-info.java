// SPDX-License-Identifier: Apache-2.0
/**
 * The assistants that answer different numbers, as a YAML file describes them. A call's assistant
 * is chosen by the gateway, and its name travels as a header with the call's records; every service
 * looks up in the same file what it needs.
 */
@NullMarked
package dev.trunkline.runtime.assistant;

import org.jspecify.annotations.NullMarked;
