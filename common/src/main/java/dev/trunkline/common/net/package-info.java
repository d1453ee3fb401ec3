/** Connections to the providers. */
@NullMarked
package dev.trunkline.common.net;

import org.jspecify.annotations.NullMarked;
