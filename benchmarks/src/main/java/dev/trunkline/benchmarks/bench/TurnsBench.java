// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.benchmarks.measure.MeasuringCaller;
import dev.trunkline.cli.conversation.CallTimeline;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.stack.DemoStack;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.media.Echo;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Scripted callers against everything real but the telephone line and the providers, which take the
 * original design's times: 150 ms to a transcript, 500 ms to the first token, 200 ms to the first
 * audio.
 */
public final class TurnsBench {
  private static final long CONNECT_MS = 30_000;
  private static final long END_MS = 20_000;

  /** So many calls that do not count go on at the same time, which two cores carry. */
  private static final int WARM_UP_AT_ONCE = 40;

  /**
   * Milliseconds between the starts of calls, so that callers do not all speak at the same moment.
   */
  private static final long SPREAD_MS = 150;

  /**
   * What to run.
   *
   * @param calls how many calls of every scenario
   * @param atOnce how many of them at the same time
   * @param warmUp how many calls come before the first that counts
   * @param jitterMs each provider's answers come late by 0 to so much more
   * @param seed of all that is random in the callers and the providers
   */
  public record Plan(
      List<Scenario> scenarios, int calls, int atOnce, int warmUp, int jitterMs, long seed) {
    /** The scenarios whose names, as in reports, contain {@code part}; all for an empty one. */
    public static Plan of(String part, int calls, int atOnce, int warmUp, int jitterMs, long seed) {
      List<Scenario> chosen = Scenario.ALL.stream().filter(s -> s.title().contains(part)).toList();
      return new Plan(chosen, calls, atOnce, warmUp, jitterMs, seed);
    }
  }

  private final Plan plan;
  private final PrintStream console;
  private final RememberedTurns memory = new RememberedTurns();
  private final Map<String, ObservedCall> stories = new ConcurrentHashMap<>();
  private final Map<String, Timeline> examples = new ConcurrentHashMap<>();

  public TurnsBench(Plan plan, PrintStream console) {
    this.plan = plan;
    this.console = console;
  }

  /** The settings under which figures can be compared, on top of an environment. */
  public static Settings timed(Settings environment) {
    return environment.with(
        Map.of(
            "SIM_ENGINES", "oracle",
            "SIM_SCRIBE_COMMIT_LATENCY_MS", String.valueOf(OwnShareOfAnswer.STT_MS),
            "SIM_SCRIBE_PARTIAL_LATENCY_MS", String.valueOf(OwnShareOfAnswer.STT_MS),
            "SIM_CHAT_FIRST_TOKEN_MS", String.valueOf(OwnShareOfAnswer.LLM_MS),
            "SIM_TTS_FIRST_BYTE_MS", String.valueOf(OwnShareOfAnswer.TTS_MS),
            "GATEWAY_MAX_CALLS", "2000"));
  }

  /** Runs all scenarios, one after the other. */
  public TurnReport run(Settings environment) throws IOException, InterruptedException {
    var results = new ArrayList<ScenarioResult.Result>();
    var byVoice = new LinkedHashMap<String, List<Scenario>>();
    for (Scenario scenario : plan.scenarios()) {
      String engines = scenario.echo().equals(Echo.NONE) ? "oracle" : "oracle_echo";
      byVoice.computeIfAbsent(engines, name -> new ArrayList<>()).add(scenario);
    }
    for (var group : byVoice.entrySet()) {
      results.addAll(
          run(timed(environment).with(Map.of("SIM_ENGINES", group.getKey())), group.getValue()));
    }
    return new TurnReport(
        plan.calls(), plan.atOnce(), plan.jitterMs(), plan.seed(), results, examples);
  }

  /** Runs scenarios that need the same voice: one whose echo is heard must speak. */
  private List<ScenarioResult.Result> run(Settings settings, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    var results = new ArrayList<ScenarioResult.Result>();
    try (DemoStack sandbox =
        DemoStack.start(
            settings,
            console,
            event -> {
              story(event.callSid()).accept(event);
              memory.accept(event);
            })) {
      sandbox.standIns().scatter(plan.jitterMs(), plan.seed());
      Map<String, Timeline> before = Map.copyOf(examples);
      warmUp(sandbox);
      examples.keySet().retainAll(before.keySet());
      for (Scenario scenario : scenarios) {
        console.printf(
            "  %s: %d calls, %d at once …%n", scenario.title(), plan.calls(), plan.atOnce());
        console.flush();
        results.add(run(sandbox, scenario, plan.calls(), plan.atOnce()));
      }
    }
    return results;
  }

  /**
   * Classes are loaded and compiled in calls that do not count. It takes some hundred answers until
   * every stage is compiled as well as it will be.
   */
  private void warmUp(DemoStack sandbox) throws InterruptedException {
    console.printf("  warming up: %d calls …%n", plan.warmUp());
    console.flush();
    run(sandbox, Scenario.QUICK_ANSWERS, plan.warmUp(), WARM_UP_AT_ONCE);
  }

  private static void lateness(StandInProviders standIns, ScenarioResult tally) {
    for (Provider provider : Provider.values()) {
      String name = Metric.LATE + ", " + provider.key();
      standIns.lateness(provider).forEach(ms -> tally.measure(name, ms));
    }
  }

  private ScenarioResult.Result run(DemoStack sandbox, Scenario scenario, int count, int atOnce)
      throws InterruptedException {
    var tally = new ScenarioResult();
    var places = new Semaphore(atOnce);
    var calls = new ArrayList<Future<?>>();
    try (var hops = BrokerRoundTrips.start(sandbox.kafka())) {
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < count; i++) {
          places.acquire();
          new CompletableFuture<>()
              .completeOnTimeout(null, SPREAD_MS, TimeUnit.MILLISECONDS)
              .join();
          var random =
              new Random(plan.seed() * 1_000_003 + scenario.title().hashCode() * 10_007L + i);
          calls.add(
              callers.submit(() -> {
                try {
                  call(sandbox, scenario, random, tally);
                  return null;
                } finally {
                  places.release();
                }
              }));
        }
      }
      hops.end().forEach(ms -> tally.measure(Metric.BARE, ms));
    }
    for (Future<?> call : calls) {
      try {
        call.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    lateness(sandbox.standIns(), tally);
    return tally.result(scenario.title());
  }

  private void call(DemoStack sandbox, Scenario scenario, Random random, ScenarioResult tally)
      throws InterruptedException {
    PhoneCall call =
        sandbox.telephone().call(CallRequest.inbound(sandbox.webhook()).echo(scenario.echo()));
    var caller = new MeasuringCaller(call);
    try {
      call.connected().get(CONNECT_MS, TimeUnit.MILLISECONDS);
      caller.letFinish(-1);
      scenario.talk().converse(caller, random, tally);
      call.hangUp();
      call.awaitEnd(END_MS);
      ObservedCall story = story(call.sid());
      tally.count("calls that never ended", !story.awaitEnd(END_MS), call.sid());
      scenario.judgement().judge(caller, story, memory, tally);
      examples.putIfAbsent(
          scenario.title(),
          CallTimeline.of(
              story,
              (long) call.nowMs(),
              call.recording().callerPcm(),
              call.recording().assistantPcm()));
    } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
      tally.count("calls that failed: " + e, true, call.sid());
    }
  }

  private ObservedCall story(String callSid) {
    return stories.computeIfAbsent(callSid, ObservedCall::new);
  }
}
