/** Settings from the environment: typed, checked at start, secrets never printed. */
@NullMarked
package dev.trunkline.common.config;

import org.jspecify.annotations.NullMarked;
