/** A real Kafka broker inside this JVM. */
@NullMarked
package dev.trunkline.standalone.broker;

import org.jspecify.annotations.NullMarked;
