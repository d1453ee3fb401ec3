// SPDX-License-Identifier: Apache-2.0
/** The one definition of every topic: name, value, retention, and the headers its records carry. */
@NullMarked
package dev.trunkline.events.topic;

import org.jspecify.annotations.NullMarked;
