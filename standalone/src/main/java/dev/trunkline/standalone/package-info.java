/**
 * Everything in one JVM: the newcomer's default, the fixture of the system tests, and the {@code
 * trunkline} command.
 */
@NullMarked
package dev.trunkline.standalone;

import org.jspecify.annotations.NullMarked;
