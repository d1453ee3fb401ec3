// SPDX-License-Identifier: Apache-2.0
/** Calls as they stand in the topics, and as files. */
@NullMarked
package dev.trunkline.cli.log;

import org.jspecify.annotations.NullMarked;
