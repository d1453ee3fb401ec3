// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/** One media stream of a call. Media time starts again in each stream. */
public record StreamId(String callSid, String streamSid) {}
