// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the STT worker: the decisions without sockets, the sockets against a scripted Scribe.
 */
@NullMarked
package dev.trunkline.stt;

import org.jspecify.annotations.NullMarked;
