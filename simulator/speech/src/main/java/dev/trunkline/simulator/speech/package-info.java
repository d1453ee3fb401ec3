// SPDX-License-Identifier: Apache-2.0
/**
 * Speech engines that work without a provider's account: recognisers that really listen,
 * synthesisers that really speak, and what a caller may say to them.
 */
@NullMarked
package dev.trunkline.simulator.speech;

import org.jspecify.annotations.NullMarked;
