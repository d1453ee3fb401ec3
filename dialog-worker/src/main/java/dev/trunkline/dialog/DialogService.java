package dev.trunkline.dialog;

import dev.trunkline.common.assistant.Assistants;
import dev.trunkline.common.kafka.KafkaState;
import dev.trunkline.common.kafka.TopicCreator;
import dev.trunkline.common.service.Health;
import dev.trunkline.common.service.Service;
import dev.trunkline.common.service.ServiceContext;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.dialog.conversation.Personas;
import dev.trunkline.dialog.llm.LlmRunner;
import dev.trunkline.dialog.stream.ConversationStreams;
import dev.trunkline.dialog.tool.Toolboxes;
import java.util.Map;

/** The dialog worker: the conversations, which decide, and the model's runner, which does. */
public final class DialogService implements Service {
  private final ServiceContext context;
  private final ConversationStreams conversations;
  private final LlmRunner runner;
  private final Tracing tracing;

  /**
   * @throws dev.trunkline.common.config.InvalidSetting if a setting is missing or wrong
   */
  public DialogService(ServiceContext context) {
    this.context = context;
    tracing = Tracing.from(context.settings(), name());
    Assistants assistants = Assistants.in(context.settings());
    Personas personas = Personas.from(context.settings(), assistants);
    Toolboxes tools = Toolboxes.from(context.settings(), assistants, personas);
    assistants.findings().check();
    runner = new LlmRunner(context, assistants, tools, tracing);
    conversations = new ConversationStreams(context, personas, tracing);
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
    runner.start();
    conversations.start();
  }

  @Override
  public Health health() {
    KafkaState talking = conversations.state();
    KafkaState asking = runner.state();
    return new Health(
        talking != KafkaState.FAILED && asking != KafkaState.FAILED,
        talking == KafkaState.READY && asking == KafkaState.READY,
        Map.of(
            "conversations", talking.text(),
            "model", asking.text(),
            "recordsLost", runner.recordsLost()));
  }

  @Override
  public void close() {
    conversations.close();
    runner.close();
    tracing.close();
  }
}
