// SPDX-License-Identifier: Apache-2.0
/** A call as a picture: both voices over media time, with what was understood and said. */
@NullMarked
package dev.trunkline.cli.picture;

import org.jspecify.annotations.NullMarked;
