// SPDX-License-Identifier: Apache-2.0
/** A call placed to be seen: the caller's side, the checks and the files it leaves behind. */
@NullMarked
package dev.trunkline.cli.demo;

import org.jspecify.annotations.NullMarked;
