// SPDX-License-Identifier: Apache-2.0
/** A recorded call once more: through the rules of the conversation, or as a new call. */
@NullMarked
package dev.trunkline.cli.replay;

import org.jspecify.annotations.NullMarked;
