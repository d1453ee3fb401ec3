// SPDX-License-Identifier: Apache-2.0
/** Sample rates other than the engines' own. */
@NullMarked
package dev.trunkline.simulator.providers.sound;

import org.jspecify.annotations.NullMarked;
