/** The endpoints of a provider: which of them is worth asking, and what came of it. */
@NullMarked
package dev.trunkline.common.provider;

import org.jspecify.annotations.NullMarked;
