// SPDX-License-Identifier: Apache-2.0
/** A real Kafka broker inside this JVM. */
@NullMarked
package dev.trunkline.cli.broker;

import org.jspecify.annotations.NullMarked;
