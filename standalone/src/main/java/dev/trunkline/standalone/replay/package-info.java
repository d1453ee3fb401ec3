/** A recorded call once more: through the rules of the conversation, or as a new call. */
@NullMarked
package dev.trunkline.standalone.replay;

import org.jspecify.annotations.NullMarked;
