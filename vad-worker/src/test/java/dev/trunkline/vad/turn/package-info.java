// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.trunkline.vad.turn;

import org.jspecify.annotations.NullMarked;
