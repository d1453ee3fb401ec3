// SPDX-License-Identifier: Apache-2.0
/** A call taken out of the topics as files that people can hear and read. */
@NullMarked
package dev.trunkline.cli.export;

import org.jspecify.annotations.NullMarked;
