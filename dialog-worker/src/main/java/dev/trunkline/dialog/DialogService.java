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
import dev.trunkline.dialog.redaction.Redactor;
import dev.trunkline.dialog.stream.ConversationStreams;
import dev.trunkline.dialog.tool.Toolboxes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dialog worker: the conversations, which decide, and the model's runner, which does; and the
 * redaction of transcripts if it is wished for.
 */
public final class DialogService implements Service {
  private final ServiceContext context;
  private final ConversationStreams conversations;
  private final LlmRunner runner;
  private final Tracing tracing;
  private final @Nullable Redactor redactor;

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
    redactor = context.settings().flag("REDACT_TRANSCRIPTS", false) ? new Redactor(context) : null;
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
    if (redactor != null) {
      topics.ensure(redactor.access());
      redactor.start();
    }
    runner.start();
    conversations.start();
  }

  @Override
  public Health health() {
    KafkaState talking = conversations.state();
    KafkaState asking = runner.state();
    var details = new TreeMap<String, Object>();
    details.put("conversations", talking.text());
    details.put("model", asking.text());
    long lost = runner.recordsLost();
    boolean alive = talking != KafkaState.FAILED && asking != KafkaState.FAILED;
    if (redactor != null) {
      KafkaState redacting = redactor.state();
      details.put("redaction", redacting.text());
      lost += redactor.recordsLost();
      alive &= redacting != KafkaState.FAILED;
    }
    details.put("recordsLost", lost);
    // Calls are answered without the redaction: it does not keep the worker from being ready.
    return new Health(
        alive, talking == KafkaState.READY && asking == KafkaState.READY, Map.copyOf(details));
  }

  @Override
  public void close() {
    conversations.close();
    runner.close();
    if (redactor != null) {
      redactor.close();
    }
    tracing.close();
  }
}
