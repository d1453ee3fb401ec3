// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /sim/journal?after=&provider=&kind=&waitMs=}: what clients did, oldest first; with
 * {@code waitMs} it waits for a first entry that fits. {@code DELETE} forgets all.
 */
final class JournalEndpoint {
  private static final int MAX_WAIT_MS = 60_000;
  private final Journal journal;

  JournalEndpoint(Journal journal) {
    this.journal = journal;
  }

  void get(Context context) throws InterruptedException {
    long after;
    long waitMs;
    try {
      after = number(context, "after");
      waitMs = Math.min(number(context, "waitMs"), MAX_WAIT_MS);
    } catch (NumberFormatException e) {
      ObjectNode error = Json.object().put("error", "after and waitMs must be whole numbers");
      context.status(400).contentType("application/json").result(Json.text(error));
      return;
    }
    Predicate<Journal.Entry> fits =
        entry ->
            entry.sequence() > after
                && matches(context.queryParam("provider"), entry.provider())
                && matches(context.queryParam("kind"), entry.kind());
    if (waitMs > 0) {
      boolean _ = journal.await(fits, Duration.ofMillis(waitMs)).isPresent();
    }
    ObjectNode body = Json.object();
    var entries = body.putArray("entries");
    journal.entries(fits).forEach(entry -> entries.add(json(entry)));
    context.contentType("application/json").result(Json.text(body));
  }

  void delete(Context context) {
    journal.clear();
    context.status(204);
  }

  private static ObjectNode json(Journal.Entry entry) {
    ObjectNode node =
        Json.object()
            .put("sequence", entry.sequence())
            .put("atMs", entry.atMs())
            .put("provider", entry.provider())
            .put("kind", entry.kind())
            .put("exchange", entry.exchange());
    node.set("details", entry.details());
    return node;
  }

  private static boolean matches(@Nullable String wanted, String is) {
    return wanted == null || wanted.equals(is);
  }

  private static long number(Context context, String name) {
    String text = context.queryParam(name);
    return text == null ? 0 : Long.parseLong(text);
  }
}
