// SPDX-License-Identifier: Apache-2.0
/**
 * Everything in one JVM: the newcomer's default, the fixture of the system tests, and the {@code
 * trunkline} command.
 */
@NullMarked
package dev.trunkline.cli;

import org.jspecify.annotations.NullMarked;
