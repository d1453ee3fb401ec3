/**
 * How every service speaks to Kafka: clients tuned for the speech path, topics made at start,
 * offsets committed only up to finished work, unreadable records kept.
 */
@NullMarked
package dev.trunkline.common.kafka;

import org.jspecify.annotations.NullMarked;
