package dev.trunkline.dialog.redaction;

import dev.trunkline.common.event.TranscriptEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What somebody said, and the record in which it stood. */
record Said(ConsumerRecord<String, byte[]> message, TranscriptEvent event) {}
