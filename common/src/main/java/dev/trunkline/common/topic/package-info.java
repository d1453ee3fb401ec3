/** The one definition of every topic: name, value, retention, and the headers its records carry. */
@NullMarked
package dev.trunkline.common.topic;

import org.jspecify.annotations.NullMarked;
