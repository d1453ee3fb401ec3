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
import java.util.function.Consumer;

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
    return edit(it -> it.from = number);
  }

  /** The same to another number. */
  public CallRequest to(String number) {
    return edit(it -> it.to = number);
  }

  /** The same, and {@code url} is asked if the webhook fails. */
  public CallRequest fallback(URI url) {
    return edit(it -> it.fallback = Optional.of(url));
  }

  /** The same, and {@code url} hears of {@code events}. */
  public CallRequest statusCallback(URI url, Set<CallStatus> events) {
    return edit(it -> {
      it.statusCallback = Optional.of(url);
      it.statusEvents = Set.copyOf(events);
    });
  }

  /** The same with {@code fields} in every request. */
  public CallRequest extraFields(Map<String, String> fields) {
    return edit(it -> it.extraFields = Map.copyOf(fields));
  }

  /** The same from a telephone with another echo than the settings say. */
  public CallRequest echo(Echo heard) {
    return edit(it -> it.echo = Optional.of(heard));
  }

  private CallRequest edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return new CallRequest(
        webhook,
        method,
        twiml,
        edit.from,
        edit.to,
        outgoing,
        edit.fallback,
        edit.statusCallback,
        edit.statusEvents,
        edit.extraFields,
        edit.echo);
  }

  /** What a copy may change. */
  private static final class Edit {
    String from;
    String to;
    Optional<URI> fallback;
    Optional<URI> statusCallback;
    Set<CallStatus> statusEvents;
    Map<String, String> extraFields;
    Optional<Echo> echo;

    Edit(CallRequest request) {
      from = request.from();
      to = request.to();
      fallback = request.fallback();
      statusCallback = request.statusCallback();
      statusEvents = request.statusEvents();
      extraFields = request.extraFields();
      echo = request.echo();
    }
  }
}
