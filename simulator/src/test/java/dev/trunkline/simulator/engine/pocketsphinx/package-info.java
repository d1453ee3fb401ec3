@NullMarked
package dev.trunkline.simulator.engine.pocketsphinx;

import org.jspecify.annotations.NullMarked;
