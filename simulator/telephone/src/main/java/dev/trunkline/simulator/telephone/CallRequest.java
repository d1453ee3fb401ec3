// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.media.Echo;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call to be made.
 *
 * @param webhook where Twilio asks what to do; a fragment may override connection limits
 * @param twiml what to do, if it is known already; then {@code webhook} is not asked, and is the
 *     base of relative URLs
 * @param outgoing whether the gateway's side asked for the call, through REST
 * @param statusEvents which states {@code statusCallback} hears of
 * @param extraFields sent with every request, in place of the usual fields if they have their names
 * @param echo what the caller's microphone picks up of the assistant; empty for what the settings
 *     say
 */
public record CallRequest(
    URI webhook,
    HttpMethod method,
    Optional<String> twiml,
    String from,
    String to,
    boolean outgoing,
    Optional<URI> fallback,
    Optional<URI> statusCallback,
    Set<CallStatus> statusEvents,
    Map<String, String> extraFields,
    Optional<Echo> echo) {

  /** A caller calls the number whose voice webhook is {@code webhook}, by POST. */
  public static CallRequest inbound(URI webhook) {
    return new CallRequest(
        webhook,
        HttpMethod.POST,
        Optional.empty(),
        "+14155550100",
        "+15005550006",
        false,
        Optional.empty(),
        Optional.empty(),
        EnumSet.of(CallStatus.COMPLETED),
        Map.of(),
        Optional.empty());
  }

  /** The same from another number, or {@code anonymous}. */
  public CallRequest from(String number) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        number,
        to,
        outgoing,
        fallback,
        statusCallback,
        statusEvents,
        extraFields,
        echo);
  }

  /** The same to another number. */
  public CallRequest to(String number) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        from,
        number,
        outgoing,
        fallback,
        statusCallback,
        statusEvents,
        extraFields,
        echo);
  }

  /** The same, and {@code url} is asked if the webhook fails. */
  public CallRequest fallback(URI url) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        from,
        to,
        outgoing,
        Optional.of(url),
        statusCallback,
        statusEvents,
        extraFields,
        echo);
  }

  /** The same, and {@code url} hears of {@code events}. */
  public CallRequest statusCallback(URI url, Set<CallStatus> events) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        from,
        to,
        outgoing,
        fallback,
        Optional.of(url),
        Set.copyOf(events),
        extraFields,
        echo);
  }

  /** The same with {@code fields} in every request. */
  public CallRequest extraFields(Map<String, String> fields) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        from,
        to,
        outgoing,
        fallback,
        statusCallback,
        statusEvents,
        Map.copyOf(fields),
        echo);
  }

  /** The same from a telephone with another echo than the settings say. */
  public CallRequest echo(Echo heard) {
    return new CallRequest(
        webhook,
        method,
        twiml,
        from,
        to,
        outgoing,
        fallback,
        statusCallback,
        statusEvents,
        extraFields,
        Optional.of(heard));
  }
}
