// SPDX-License-Identifier: Apache-2.0
/** What of a call can be taken out of the topics, and when the rest will be gone. */
@NullMarked
package dev.trunkline.cli.erase;

import org.jspecify.annotations.NullMarked;
