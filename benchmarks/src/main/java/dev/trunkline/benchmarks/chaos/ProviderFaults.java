// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.chaos.Fault.OfProviders;
import java.util.List;

/** What providers do at times, in the words of the stand-ins' {@code /sim/faults}. */
final class ProviderFaults {
  private static final String RESET =
      "{'type':'reset','at':'connect'},{'type':'reset','at':'answer'}";

  static final List<OfProviders> ALL =
      List.of(
          chat("P1", "the model answers 429, without Retry-After", error(429, "")),
          chat("P2", "the model answers 500", error(500, "")),
          chat("P3", "the model falls silent in the middle", stall(3)),
          fault("P4", "Scribe resets its connections", "'scribe':" + rules(RESET)),
          fault("P5", "the voice resets its connections", "'tts':" + rules(RESET)),
          fault("P6", "the voice falls silent in the middle", "'tts':" + rules(stall(2))),
          chat("P7", "the model sends garbage", "{'type':'garbage','at':'answer'}"),
          fault(
              "P8",
              "the voice sends garbage",
              "'tts':" + rules("{'type':'garbage','at':'middle','after':2}")),
          fault(
              "P9",
              "Scribe sends garbage",
              "'scribe':" + rules("{'type':'garbage','at':'answer'}")),
          chat("P10", "the model answers 429, Retry-After 1 s", error(429, "'retry-after':'1'")),
          fault(
              "P11",
              "the voice's quota is spent, which looks like success",
              "'tts':" + rules("{'type':'silent_quota','at':'answer'}")),
          fault(
              "P12", "Scribe ends all sessions older than 1 s", "'scribe':{'sessionLimitMs':1000}"),
          fault(
              "P13",
              "Scribe hears and does not answer (half-open)",
              "'scribe':" + rules("{'type':'stall','at':'answer'}")));

  private ProviderFaults() {}

  private static OfProviders chat(String id, String title, String rule) {
    return fault(id, title, "'chat':" + rules(rule));
  }

  private static OfProviders fault(String id, String title, String order) {
    return new OfProviders(id, title, ("{" + order + "}").replace('\'', '"'));
  }

  private static String rules(String rules) {
    return "{'rules':[" + rules + "]}";
  }

  private static String error(int status, String headers) {
    return "{'type':'error','error':'%s','status':%d,'headers':{%s}}"
        .formatted(status == 429 ? "rate_limit_exceeded" : "server_error", status, headers);
  }

  private static String stall(int after) {
    return "{'type':'stall','at':'middle','after':%d}".formatted(after);
  }
}
