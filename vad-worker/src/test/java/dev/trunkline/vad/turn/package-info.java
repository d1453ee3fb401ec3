@NullMarked
package dev.trunkline.vad.turn;

import org.jspecify.annotations.NullMarked;
