// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.Map;
import java.util.Optional;

/**
 * {@code <Stream>}, as written.
 *
 * @param url absolute or relative
 * @param name empty if none was given
 * @param parameters in the order of the document
 */
public record StreamNoun(
    String url,
    String name,
    String track,
    Optional<String> statusCallback,
    HttpMethod statusCallbackMethod,
    Map<String, String> parameters) {}
