// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.cli.ledger.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One ledger while it is written up. What was interrupted is accounted for by its cause; a record
 * that says once more what another said is a repeat, which at-least-once delivery allows.
 */
public final class LedgerEntry {
  private final Ledger ledger;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> interrupted = new TreeMap<>();
  private long total;
  private long repeats;

  LedgerEntry(Ledger ledger) {
    this.ledger = ledger;
  }

  void count(long more) {
    total += more;
  }

  void repeated(long more) {
    repeats += more;
  }

  void interrupted(String cause, long more) {
    interrupted.merge(cause, more, Long::sum);
  }

  void lost(String callSid, String what) {
    findings.add(new Finding(ledger, Kind.LOST, callSid, what));
  }

  void doubled(String callSid, String what) {
    findings.add(new Finding(ledger, Kind.DOUBLED, callSid, what));
  }

  public Ledger ledger() {
    return ledger;
  }

  /** How many there are. */
  public long total() {
    return total;
  }

  /** How many records said what was said already. */
  public long repeats() {
    return repeats;
  }

  /** How many did not come to their end, by cause. */
  public Map<String, Long> interruptions() {
    return Map.copyOf(interrupted);
  }

  /** What is not accounted for. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** How many findings of a kind there are. */
  public long findings(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}
