// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/**
 * What the first record of a call says about it.
 *
 * @param caller as Twilio reports it, "" if unknown
 * @param called in the same form
 * @param startedAtMs wall clock of the gateway
 */
public record CallParties(String caller, String called, long startedAtMs) {}
