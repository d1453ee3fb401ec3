// SPDX-License-Identifier: Apache-2.0
/** Accounts for everything that calls consist of: records in, findings out, no I/O. */
@NullMarked
package dev.trunkline.cli.ledger;

import org.jspecify.annotations.NullMarked;
