// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

/** A turn of a call. */
record TurnKey(String callSid, int number) {}
