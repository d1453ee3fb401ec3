// SPDX-License-Identifier: Apache-2.0
/** How reports are written as JSON. */
@NullMarked
package dev.trunkline.cli.report;

import org.jspecify.annotations.NullMarked;
