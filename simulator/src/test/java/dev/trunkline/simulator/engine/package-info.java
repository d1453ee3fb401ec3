@NullMarked
package dev.trunkline.simulator.engine;

import org.jspecify.annotations.NullMarked;
