package dev.trunkline.vad;

import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.kafka.Publisher;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Speech to topic {@code speech}, what cannot be read to the dead letters. */
record KafkaOutput(Publisher publisher, DeadLetters deadLetters) implements SpeechOutput {
  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    publisher.publish(Topics.SPEECH, event, returnAddress);
  }

  @Override
  public void unreadable(ConsumerRecord<String, byte[]> message, UnreadableRecord why) {
    deadLetters.put(message, why);
  }
}
