/** The {@code trunkline} command line. */
@NullMarked
package dev.trunkline.standalone.command;

import org.jspecify.annotations.NullMarked;
