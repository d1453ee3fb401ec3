// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A fault plan in JSON, there and back. Every field must be known and in range. */
final class FaultJson {
  private static final long MAX_MS = 3_600_000;
  private static final Set<String> PLAN =
      Set.of("latencyMs", "jitterMs", "seed", "sessionLimitMs", "rules");
  private static final Set<String> RULE =
      Set.of(
          "type",
          "at",
          "after",
          "probability",
          "next",
          "error",
          "status",
          "message",
          "headers",
          "forMs",
          "matching");

  private FaultJson() {}

  /** The rules of an order that has nothing else. */
  static List<FaultPlan.Rule> readRules(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    known(where, node, Set.of("rules"));
    return rules(where, node, provider);
  }

  static FaultPlan.Order read(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    known(where, node, PLAN);
    List<FaultPlan.Rule> rules = rules(where, node, provider);
    return new FaultPlan.Order(
        whole(where, node, "latencyMs", 0, 0, MAX_MS),
        whole(where, node, "jitterMs", 0, 0, MAX_MS),
        whole(where, node, "seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
        whole(where, node, "sessionLimitMs", 0, 0, MAX_MS),
        rules);
  }

  static ObjectNode write(FaultPlan plan) {
    FaultPlan.Order order = plan.order();
    ObjectNode node =
        Json.object()
            .put("latencyMs", order.latencyMs())
            .put("jitterMs", order.jitterMs())
            .put("seed", order.seed())
            .put("sessionLimitMs", order.sessionLimitMs());
    ArrayNode rules = node.putArray("rules");
    List<Integer> left = plan.left();
    for (int i = 0; i < left.size(); i++) {
      rules.add(write(order.rules().get(i), left.get(i)));
    }
    return node;
  }

  private static List<FaultPlan.Rule> rules(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    var rules = new ArrayList<FaultPlan.Rule>();
    JsonNode list = node.path("rules");
    if (!list.isMissingNode() && !list.isArray()) {
      throw new InvalidFaultPlan(where + ".rules must be an array");
    }
    for (int i = 0; i < list.size(); i++) {
      rules.add(rule(where + ".rules[" + i + "]", list.get(i), provider));
    }
    return rules;
  }

  private static FaultPlan.Rule rule(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    known(where, node, RULE);
    Fault fault = fault(where, node, provider);
    FaultTrigger at = moment(where, node);
    if (fault instanceof Fault.NoDone && at != FaultTrigger.ANSWER) {
      throw new InvalidFaultPlan(where + ".at must be answer for no_done");
    }
    JsonNode given = node.path("probability");
    double probability = given.asDouble(1);
    if (!(given.isMissingNode() || given.isNumber()) || !(probability >= 0 && probability <= 1)) {
      throw new InvalidFaultPlan(where + ".probability must be a number from 0 to 1");
    }
    return new FaultPlan.Rule(
        fault,
        at,
        (int) whole(where, node, "after", 1, 1, Integer.MAX_VALUE),
        probability,
        (int) whole(where, node, "next", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        node.path("matching").asText(""));
  }

  private static Fault fault(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    String type = node.path("type").asText();
    return switch (type) {
      case "error" -> error(where, node, provider);
      case "reset" -> new Fault.Reset();
      case "stall" -> new Fault.Stall(whole(where, node, "forMs", MAX_MS, 1, MAX_MS));
      case "garbage" -> new Fault.Garbage();
      case "silent_quota" -> only(where, Provider.TTS, provider, new Fault.SilentQuota());
      case "warning" ->
          only(where, Provider.SCRIBE, provider, new Fault.Warning(message(node, "a warning")));
      case "no_done" -> only(where, Provider.CHAT, provider, new Fault.NoDone());
      default ->
          throw new InvalidFaultPlan(
              where
                  + ".type must be error, reset, stall, garbage, silent_quota (tts), warning"
                  + " (scribe) or no_done (chat)");
    };
  }

  private static Fault error(String where, JsonNode node, Provider provider)
      throws InvalidFaultPlan {
    String code = node.path("error").asText("");
    if (code.isEmpty()) {
      throw new InvalidFaultPlan(where + ".error must be the error's type or code");
    }
    long status = whole(where, node, "status", provider == Provider.CHAT ? 500 : 0, 0, 599);
    if (status != 0 && status < 400) {
      throw new InvalidFaultPlan(where + ".status must be from 400 to 599");
    }
    var headers = new HashMap<String, String>();
    for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
      headers.put(header.getKey(), header.getValue().asText());
    }
    return new Fault.ProviderError(code, (int) status, message(node, "simulated " + code), headers);
  }

  private static Fault only(String where, Provider owner, Provider provider, Fault fault)
      throws InvalidFaultPlan {
    if (owner != provider) {
      throw new InvalidFaultPlan(where + ".type is only for " + owner.key());
    }
    return fault;
  }

  private static FaultTrigger moment(String where, JsonNode node) throws InvalidFaultPlan {
    return switch (node.path("at").asText("connect")) {
      case "connect" -> FaultTrigger.CONNECT;
      case "answer" -> FaultTrigger.ANSWER;
      case "middle" -> FaultTrigger.MIDDLE;
      default -> throw new InvalidFaultPlan(where + ".at must be connect, answer or middle");
    };
  }

  private static String message(JsonNode node, String defaultValue) {
    return node.path("message").asText(defaultValue);
  }

  private static long whole(
      String where, JsonNode node, String field, long defaultValue, long min, long max)
      throws InvalidFaultPlan {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return defaultValue;
    }
    if (!value.canConvertToExactIntegral() || value.asLong() < min || value.asLong() > max) {
      throw new InvalidFaultPlan(
          where + "." + field + " must be a whole number from " + min + " to " + max);
    }
    return value.asLong();
  }

  private static void known(String where, JsonNode node, Set<String> fields)
      throws InvalidFaultPlan {
    if (!node.isObject()) {
      throw new InvalidFaultPlan(where + " must be an object");
    }
    for (var field : node.properties()) {
      if (!fields.contains(field.getKey())) {
        throw new InvalidFaultPlan(where + "." + field.getKey() + " is not known");
      }
    }
  }

  private static ObjectNode write(FaultPlan.Rule rule, int left) {
    ObjectNode node = Json.object();
    switch (rule.fault()) {
      case Fault.ProviderError error -> {
        node.put("type", "error").put("error", error.code());
        node.put("status", error.status()).put("message", error.message());
        ObjectNode headers = node.putObject("headers");
        error.headers().forEach(headers::put);
      }
      case Fault.Reset _ -> node.put("type", "reset");
      case Fault.Stall stall -> node.put("type", "stall").put("forMs", stall.forMs());
      case Fault.Garbage _ -> node.put("type", "garbage");
      case Fault.SilentQuota _ -> node.put("type", "silent_quota");
      case Fault.Warning warning -> node.put("type", "warning").put("message", warning.message());
      case Fault.NoDone _ -> node.put("type", "no_done");
    }
    node.put("at", rule.at().name().toLowerCase(Locale.ROOT)).put("after", rule.after());
    node.put("probability", rule.probability()).put("next", left);
    return rule.matching().isEmpty() ? node : node.put("matching", rule.matching());
  }
}
