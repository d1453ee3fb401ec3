// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.debugger;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The debugger of one call. For any thread. When full it keeps the first entries. */
public final class Debugger {
  /** No call has this many; a gateway in a loop may. */
  private static final int CAPACITY = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Debugger.class);

  private final String callSid;
  private final InstantSource clock;
  private final Consumer<DebuggerEntry> listener;
  private final List<DebuggerEntry> entries = new ArrayList<>();

  /** An empty debugger that tells {@code listener} of each entry on the thread that made it. */
  public Debugger(String callSid, InstantSource clock, Consumer<DebuggerEntry> listener) {
    this.callSid = callSid;
    this.clock = clock;
    this.listener = listener;
  }

  /** Records {@code code} at its own level. */
  public void add(DebuggerCode code, String detail) {
    add(code, code.level(), detail);
  }

  /** Records {@code code} as a warning, whatever its own level. */
  public void warn(DebuggerCode code, String detail) {
    add(code, DebuggerCode.Level.WARNING, detail);
  }

  /** All entries so far, oldest first. */
  public List<DebuggerEntry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  private void add(DebuggerCode code, DebuggerCode.Level level, String detail) {
    var entry = new DebuggerEntry(clock.instant(), code, level, detail);
    synchronized (entries) {
      if (entries.size() == CAPACITY) {
        return;
      }
      entries.add(entry);
    }
    log.atDebug()
        .addKeyValue("call", callSid)
        .addKeyValue("code", code.number())
        .addKeyValue("detail", detail)
        .log("debugger entry");
    listener.accept(entry);
  }
}
