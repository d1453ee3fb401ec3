/** Callers who measure what they hear, and what the measured values come to. */
@NullMarked
package dev.trunkline.standalone.measure;

import org.jspecify.annotations.NullMarked;
