/** What of a call can be taken out of the topics, and when the rest will be gone. */
@NullMarked
package dev.trunkline.standalone.erase;

import org.jspecify.annotations.NullMarked;
