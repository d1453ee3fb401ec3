// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.util.Map;

/**
 * What a {@code start} message says about its stream.
 *
 * @param twoWay {@code <Connect><Stream>}; false for {@code <Start><Stream>}, which only listens,
 *     here always to the caller
 */
public record StreamIdentity(
    String accountSid,
    String callSid,
    String streamSid,
    Map<String, String> parameters,
    boolean twoWay) {}
