/** Accounts for everything that calls consist of: records in, findings out, no I/O. */
@NullMarked
package dev.trunkline.standalone.ledger;

import org.jspecify.annotations.NullMarked;
