// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.List;

/**
 * A document that could be read.
 *
 * @param warnings what Twilio's schema does not know; those elements are skipped
 */
public record TwimlDocument(List<Verb> verbs, List<String> warnings) {}
