// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.kafka.ConversationStreams;
import dev.trunkline.dialog.kafka.answer.LlmRunner;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.dialog.redaction.TranscriptRedactor;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.TopicCreator;
import dev.trunkline.runtime.service.AbstractService;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Resources;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.telemetry.Tracing;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The dialog worker: the conversations, which decide what is answered; the runner, which requests
 * answers from the model; and, if enabled, transcript redaction for analytics.
 */
public final class DialogService extends AbstractService {
  private final ServiceContext context;
  private final Assistants assistants;
  private final AssistantProfiles profiles;
  private final HttpTools tools;
  private final Toolboxes toolboxes;

  /**
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a setting is missing or invalid
   */
  public DialogService(ServiceContext context) {
    this.context = context;
    assistants = Assistants.in(context.settings());
    profiles = AssistantProfiles.from(context.settings(), assistants);
    tools = HttpTools.from(context.settings(), assistants);
    assistants.errors().throwIfAny();
    toolboxes = Toolboxes.from(assistants, profiles);
  }

  @Override
  public String name() {
    return "dialog-worker";
  }

  @Override
  protected Running assemble(Resources resources) {
    Tracing tracing = resources.add(Tracing.from(context.settings(), name()));
    Optional<TranscriptRedactor> redaction = TranscriptRedactor.from(context);
    redaction.ifPresent(resources::add);
    LlmRunner runner =
        resources.add(new LlmRunner(context, assistants, profiles, toolboxes, tools, tracing));
    ConversationStreams conversations =
        resources.add(
            new ConversationStreams(
                context, profiles, new DialogMetrics(context.meters()), tracing));
    var topics = new TopicCreator(context.kafka(), context.settings());
    topics.ensure(conversations.access());
    topics.ensure(runner.access());
    redaction.ifPresent(it -> topics.ensure(it.access()));
    // First: it warms up, and no turn that the runner takes over should wait for that.
    conversations.start();
    runner.start();
    redaction.ifPresent(TranscriptRedactor::start);
    return () -> health(conversations, runner, redaction);
  }

  /** Reports redaction as well, but it makes the worker neither unhealthy nor unready. */
  private static Health health(
      ConversationStreams conversations, LlmRunner runner, Optional<TranscriptRedactor> redaction) {
    KafkaState dialog = conversations.state();
    KafkaState model = runner.state();
    var details = new TreeMap<String, Object>();
    details.put("conversations", dialog.text());
    details.put("model", model.text());
    details.put(
        "recordsLost",
        conversations.recordsLost()
            + runner.recordsLost()
            + redaction.map(TranscriptRedactor::recordsLost).orElse(0L));
    redaction.ifPresent(it -> details.put("redaction", it.state().text()));
    return new Health(
        dialog != KafkaState.FAILED && model != KafkaState.FAILED,
        dialog == KafkaState.READY && model == KafkaState.READY,
        details);
  }
}
