// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to a call's listener without holding up the call. When full, drops the newest. */
final class ListenerDispatcher {
  private static final int CAPACITY = 1_000;
  private static final Logger log = LoggerFactory.getLogger(ListenerDispatcher.class);

  private final CallListener listener;
  private final ArrayBlockingQueue<Event> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread;

  private record Event(Consumer<CallListener> what, boolean last) {}

  ListenerDispatcher(String callSid, CallListener listener) {
    this.listener = listener;
    thread = Thread.ofVirtual().name("listener-" + callSid).start(this::run);
  }

  void tell(Consumer<CallListener> event) {
    if (!queue.offer(new Event(event, false))) {
      log.atWarn().log("call listener too slow; event dropped");
    }
  }

  /** Tells {@code event} and then nothing more. */
  void tellLast(Consumer<CallListener> event) {
    if (!queue.offer(new Event(event, true))) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      boolean last = false;
      while (!last) {
        Event event = queue.poll(1, TimeUnit.MINUTES);
        if (event != null) {
          tellOne(event.what());
          last = event.last();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellOne(Consumer<CallListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("call listener failed; call continues");
    }
  }
}
