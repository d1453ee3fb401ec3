// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.trunkline.vad.provider.turn;

import org.jspecify.annotations.NullMarked;
