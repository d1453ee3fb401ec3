// SPDX-License-Identifier: Apache-2.0
/**
 * Everything that is said on the JSON topics: one sealed interface a topic, one record an event.
 *
 * <p>Readers ignore fields and types they do not know, so that a writer may be newer than its
 * readers. {@link dev.trunkline.events.EventCodec} keeps that promise.
 */
@NullMarked
package dev.trunkline.events;

import org.jspecify.annotations.NullMarked;
