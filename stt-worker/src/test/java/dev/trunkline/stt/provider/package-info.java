// SPDX-License-Identifier: Apache-2.0
/** Tests of Scribe's wire, and the scripted Scribe they run against. */
@NullMarked
package dev.trunkline.stt.provider;

import org.jspecify.annotations.NullMarked;
