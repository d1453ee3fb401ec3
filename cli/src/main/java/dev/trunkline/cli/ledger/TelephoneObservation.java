// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/**
 * A call as the simulated telephone had it.
 *
 * @param audioMs how much of the caller's audio it gave to media streams
 * @param utterances how many sentences the caller spoke to their end
 */
public record TelephoneObservation(String callSid, long audioMs, int utterances) {}
