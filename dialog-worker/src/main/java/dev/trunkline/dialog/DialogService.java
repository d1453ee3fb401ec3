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
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Service;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.telemetry.Tracing;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The dialog worker: the conversations, which decide what is answered; the runner, which requests
 * answers from the model; and, if enabled, transcript redaction for analytics.
 */
public final class DialogService implements Service {
  private final ServiceContext context;
  private final ConversationStreams conversations;
  private final LlmRunner runner;
  private final Optional<TranscriptRedactor> redaction;
  private final Tracing tracing;

  /**
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a setting is missing or invalid
   */
  public DialogService(ServiceContext context) {
    this.context = context;
    tracing = Tracing.from(context.settings(), name());
    Assistants assistants = Assistants.in(context.settings());
    AssistantProfiles profiles = AssistantProfiles.from(context.settings(), assistants);
    HttpTools tools = HttpTools.from(context.settings(), assistants);
    assistants.errors().throwIfAny();
    Toolboxes toolboxes = Toolboxes.from(assistants, profiles);
    runner = new LlmRunner(context, assistants, profiles, toolboxes, tools, tracing);
    conversations = new ConversationStreams(context, profiles, tracing);
    redaction = TranscriptRedactor.from(context);
  }

  @Override
  public String name() {
    return "dialog-worker";
  }

  @Override
  public void start() {
    var topics = new TopicCreator(context.kafka(), context.settings());
    topics.ensure(conversations.access());
    topics.ensure(runner.access());
    redaction.ifPresent(it -> topics.ensure(it.access()));
    // First: it warms up, and no turn that the runner takes over should wait for that.
    conversations.start();
    runner.start();
    redaction.ifPresent(TranscriptRedactor::start);
  }

  /** Reports redaction as well, but it makes the worker neither unhealthy nor unready. */
  @Override
  public Health health() {
    KafkaState dialog = conversations.state();
    KafkaState model = runner.state();
    var details = new TreeMap<String, Object>();
    details.put("conversations", dialog.text());
    details.put("model", model.text());
    details.put("recordsLost", recordsLost());
    redaction.ifPresent(it -> details.put("redaction", it.state().text()));
    return new Health(
        dialog != KafkaState.FAILED && model != KafkaState.FAILED,
        dialog == KafkaState.READY && model == KafkaState.READY,
        details);
  }

  private long recordsLost() {
    return runner.recordsLost() + redaction.map(TranscriptRedactor::recordsLost).orElse(0L);
  }

  @Override
  public void close() {
    conversations.close();
    runner.close();
    redaction.ifPresent(TranscriptRedactor::close);
    tracing.close();
  }
}
