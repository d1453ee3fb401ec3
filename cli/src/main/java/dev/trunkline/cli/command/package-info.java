// SPDX-License-Identifier: Apache-2.0
/** The {@code trunkline} command line. */
@NullMarked
package dev.trunkline.cli.command;

import org.jspecify.annotations.NullMarked;
