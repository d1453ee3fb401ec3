@NullMarked
package dev.trunkline.simulator.engine.decoder;

import org.jspecify.annotations.NullMarked;
