// SPDX-License-Identifier: Apache-2.0
/** ElevenLabs Scribe v2 realtime on the wire, in front of a recogniser that really listens. */
@NullMarked
package dev.trunkline.simulator.providers.scribe;

import org.jspecify.annotations.NullMarked;
