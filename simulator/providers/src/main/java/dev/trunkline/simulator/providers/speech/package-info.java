// SPDX-License-Identifier: Apache-2.0
/** ElevenLabs text to speech on the wire, sockets and HTTP, in front of a real synthesiser. */
@NullMarked
package dev.trunkline.simulator.providers.speech;

import org.jspecify.annotations.NullMarked;
