package dev.trunkline.dialog.llm;

import dev.trunkline.common.event.TurnEvent.Message;
import java.util.List;

/** A model that answers in a stream of tokens. */
interface ChatClient extends AutoCloseable {

  /**
   * Asks for an answer. The listener is called on another thread, by one thread at a time, and gets
   * exactly one end: done, failed, or nothing more after {@link Answer#cancel}.
   */
  Answer ask(List<Message> messages, Listener listener);

  @Override
  void close();

  /** An answer under way. */
  interface Answer {
    /** The rest is not wanted. Any thread; repeating it does nothing. */
    void cancel();
  }

  /** Hears an answer. */
  interface Listener {
    void onToken(String text);

    void onDone();

    void onFailure(ChatFailure failure);
  }
}
