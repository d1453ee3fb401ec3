// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

/** One media stream of a call. Its media time is an axis of its own. */
record Stream(String callSid, String streamSid) {}
