// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.provider.VoiceProvider;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the speakers of all calls share.
 *
 * @param audio sends a record to a gateway's topic, without blocking
 */
public record SpeakerDependencies(
    Endpoints<VoiceProvider> providers,
    Consumer<ProducerRecord<String, byte[]>> audio,
    UnfinishedWork unfinished,
    SpeechMetrics metrics,
    Tracing tracing,
    LongSupplier nanoTime) {}
