// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All ledgers, written up. */
public final class AuditReport {
  private final Map<Ledger, LedgerEntry> pages = new EnumMap<>(Ledger.class);
  private long open;
  private long unreadable;
  private long pastRetention;

  AuditReport() {
    Arrays.stream(Ledger.values()).forEach(ledger -> pages.put(ledger, new LedgerEntry(ledger)));
  }

  /** One of them. */
  public LedgerEntry page(Ledger ledger) {
    return Objects.requireNonNull(pages.get(ledger));
  }

  /** What is not accounted for, in all of them. */
  public List<Finding> findings() {
    return pages.values().stream().flatMap(page -> page.findings().stream()).toList();
  }

  /** Calls that go on, of which nothing is said yet. */
  public long open() {
    return open;
  }

  /** Records that could not be read; the workers put them into dead-letter topics. */
  public long unreadable() {
    return unreadable;
  }

  /** Calls whose start is past retention; they cannot be accounted for. */
  public long pastRetention() {
    return pastRetention;
  }

  void open(long calls) {
    open += calls;
  }

  void unreadable(long records) {
    unreadable += records;
  }

  void pastRetention(long calls) {
    pastRetention += calls;
  }
}
