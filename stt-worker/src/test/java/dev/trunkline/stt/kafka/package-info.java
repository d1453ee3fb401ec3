// SPDX-License-Identifier: Apache-2.0
/** Tests of the worker's records, sessions and offsets, against a scripted Scribe. */
@NullMarked
package dev.trunkline.stt.kafka;

import org.jspecify.annotations.NullMarked;
