// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.export.CallExport;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.ScriptedCaller;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Calls a running gateway with a recorded caller: the same sound at the same times since the stream
 * began, whatever the assistant says this time. So a caller who once waited for an answer talks
 * over one that takes longer now.
 */
public final class LiveReplay {
  private static final long STORY_MS = 30_000;

  private final Settings settings;
  private final URI to;

  /**
   * @param settings name the cluster of that gateway, and hold what the telephone signs with
   * @param to the gateway's webhook
   */
  public LiveReplay(Settings settings, URI to) {
    this.settings =
        settings.with(
            Map.of("SIM_TELEPHONE_ALLOW_WS", String.valueOf("http".equals(to.getScheme()))));
    this.to = to;
  }

  /** Calls, takes as long as the call did, and tells both calls side by side. */
  public Comparison run(CallLog recorded) throws InterruptedException, TimeoutException {
    var export = new CallExport(recorded);
    var stories = new ConcurrentHashMap<String, ObservedCall>();
    try (var _ =
            new LiveEventReader(
                KafkaClients.from(settings),
                event ->
                    stories.computeIfAbsent(event.callSid(), ObservedCall::new).accept(event));
        var telephone = new Telephone(TelephoneSettings.from(settings))) {
      PhoneCall call = telephone.call(CallRequest.inbound(to));
      String words = "[" + recorded.callSid() + "]";
      var script = CallScript.of(List.of(CallScript.say(words, export.callerUlaw()))).speaksFirst();
      var _ = ScriptedCaller.follow(call, script);
      ObservedCall now = stories.computeIfAbsent(call.sid(), ObservedCall::new);
      if (!now.awaitEnd(STORY_MS)) {
        throw new TimeoutException("the end of the new call never appeared in the topics");
      }
      return new Comparison(export.story(), now);
    }
  }
}
