// SPDX-License-Identifier: Apache-2.0
/** The definition of every topic: name, value, retention, and the headers of its records. */
@NullMarked
package dev.trunkline.events.topic;

import org.jspecify.annotations.NullMarked;
