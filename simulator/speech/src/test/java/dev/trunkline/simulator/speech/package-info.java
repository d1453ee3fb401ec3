// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.trunkline.simulator.speech;

import org.jspecify.annotations.NullMarked;
