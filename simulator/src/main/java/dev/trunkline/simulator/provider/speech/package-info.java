/** ElevenLabs text to speech on the wire, sockets and HTTP, in front of a real synthesiser. */
@NullMarked
package dev.trunkline.simulator.provider.speech;

import org.jspecify.annotations.NullMarked;
