package dev.trunkline.dialog.stream;

import dev.trunkline.common.kafka.Contact;
import dev.trunkline.common.kafka.Nap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * The consumer of a conversation thread, which naps while the broker is away. Made by Kafka
 * Streams, by the one way there is to get at it. To be deleted together with {@link Nap}.
 */
public final class NappingConsumer extends ConsumerWrapper {
  /** See {@link Contact}. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Contact contact = new Contact(this::metrics, SILENCE, System::nanoTime);
  private boolean inContact;
  private long lastLookNanos = System.nanoTime();

  /** Called by Kafka Streams, which then says what is wrapped. */
  public NappingConsumer() {}

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = super.poll(inContact ? timeout : Duration.ZERO);
    if (!inContact && records.isEmpty()) {
      Nap.take(delegate);
    }
    long now = System.nanoTime();
    if (!inContact || now - lastLookNanos >= LOOK_EVERY_NANOS) {
      lastLookNanos = now;
      inContact = contact.isKept();
    }
    return records;
  }
}
