/** A call taken out of the topics as files that people can hear and read. */
@NullMarked
package dev.trunkline.standalone.export;

import org.jspecify.annotations.NullMarked;
