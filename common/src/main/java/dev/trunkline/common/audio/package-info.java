/** Telephone audio: µ-law and the step between 8 and 16 kHz. */
@NullMarked
package dev.trunkline.common.audio;

import org.jspecify.annotations.NullMarked;
