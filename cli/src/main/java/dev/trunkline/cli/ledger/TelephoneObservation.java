// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/**
 * A call as the simulated telephone had it.
 *
 * @param audioMs how long its line was open; of a call that is transferred, longer than our stream
 * @param utterances how many sentences the caller spoke to their end
 */
public record TelephoneObservation(String callSid, long audioMs, int utterances) {}
