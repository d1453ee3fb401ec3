// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fault plans of all providers and their HTTP interface: {@code GET}, {@code PUT} and {@code
 * DELETE} on {@code /sim/faults} and {@code /sim/faults/<provider>}. A {@code PUT} replaces the
 * plan and restarts its random numbers from the seed; a {@code POST} to a provider adds its rules
 * to the plan. A {@code DELETE} with {@code ?matching=<text>} removes only the rules for that text.
 * An invalid body is answered with a 400 that names the error, and changes nothing.
 */
public final class FaultController {
  private final Map<Provider, FaultPlan> plans = new EnumMap<>(Provider.class);

  /** No trouble yet. */
  public FaultController() {
    for (Provider provider : Provider.values()) {
      plans.put(provider, new FaultPlan());
    }
  }

  /** The plan of one provider, for as long as this lives. */
  public FaultPlan of(Provider provider) {
    return plans.getOrDefault(provider, new FaultPlan());
  }

  /** {@code GET /sim/faults}: every provider's plan. */
  public void getAll(Context context) {
    ObjectNode body = Json.object();
    plans.forEach((provider, plan) -> body.set(provider.key(), FaultJson.write(plan)));
    json(context, 200, body);
  }

  /** {@code PUT /sim/faults}: plans by provider; those not named stay as they are. */
  public void putAll(Context context) {
    try {
      var orders = new EnumMap<Provider, FaultPlan.Order>(Provider.class);
      for (var field : body(context).properties()) {
        Provider provider = provider(field.getKey());
        orders.put(provider, FaultJson.read(field.getKey(), field.getValue(), provider));
      }
      orders.forEach((provider, order) -> of(provider).set(order));
      getAll(context);
    } catch (InvalidFaultPlan e) {
      refuse(context, e);
    }
  }

  /** {@code DELETE /sim/faults}: no more trouble. */
  public void deleteAll(Context context) {
    plans.values().forEach(plan -> plan.set(FaultPlan.Order.NONE));
    getAll(context);
  }

  /** {@code GET /sim/faults/<provider>}. */
  public void get(Context context) {
    named(context).ifPresent(provider -> json(context, 200, FaultJson.write(of(provider))));
  }

  /** {@code PUT /sim/faults/<provider>}. */
  public void put(Context context) {
    named(context)
        .ifPresent(provider -> {
          try {
            of(provider).set(FaultJson.read(provider.key(), body(context), provider));
            get(context);
          } catch (InvalidFaultPlan e) {
            refuse(context, e);
          }
        });
  }

  /** {@code POST /sim/faults/<provider>}: more rules; the rest of the plan stays as it is. */
  public void post(Context context) {
    named(context)
        .ifPresent(provider -> {
          try {
            of(provider).add(FaultJson.readRules(provider.key(), body(context), provider));
            get(context);
          } catch (InvalidFaultPlan e) {
            refuse(context, e);
          }
        });
  }

  /** {@code DELETE /sim/faults/<provider>}, all of it or the rules for one text. */
  public void delete(Context context) {
    String matching = context.queryParam("matching");
    named(context)
        .ifPresent(provider -> {
          if (matching == null) {
            of(provider).set(FaultPlan.Order.NONE);
          } else {
            of(provider).removeMatching(matching);
          }
          get(context);
        });
  }

  private static Optional<Provider> named(Context context) {
    try {
      return Optional.of(provider(context.pathParam("provider")));
    } catch (InvalidFaultPlan e) {
      json(context, 404, Json.object().put("error", e.getMessage()));
      return Optional.empty();
    }
  }

  private static Provider provider(String key) throws InvalidFaultPlan {
    for (Provider provider : Provider.values()) {
      if (provider.key().equals(key.toLowerCase(Locale.ROOT))) {
        return provider;
      }
    }
    throw new InvalidFaultPlan(key + " is no provider; there are scribe, tts and chat");
  }

  private static ObjectNode body(Context context) throws InvalidFaultPlan {
    return Json.parse(context.body())
        .orElseThrow(() -> new InvalidFaultPlan("the body is no JSON object"));
  }

  private static void refuse(Context context, InvalidFaultPlan e) {
    json(context, 400, Json.object().put("error", e.getMessage()));
  }

  private static void json(Context context, int status, ObjectNode body) {
    context.status(status).contentType("application/json").result(Json.text(body));
  }
}
