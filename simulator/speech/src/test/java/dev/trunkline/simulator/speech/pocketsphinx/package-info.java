// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.trunkline.simulator.speech.pocketsphinx;

import org.jspecify.annotations.NullMarked;
