// SPDX-License-Identifier: Apache-2.0
/** Tests of the Scribe client, and the scripted Scribe they run against. */
@NullMarked
package dev.trunkline.stt.provider;

import org.jspecify.annotations.NullMarked;
