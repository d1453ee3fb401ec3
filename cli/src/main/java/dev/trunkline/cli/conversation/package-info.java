// SPDX-License-Identifier: Apache-2.0
/** A call as told by its topics: read, put together, printed, reported. */
@NullMarked
package dev.trunkline.cli.conversation;

import org.jspecify.annotations.NullMarked;
