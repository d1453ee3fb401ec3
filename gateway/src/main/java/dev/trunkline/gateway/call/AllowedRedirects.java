// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.LocatedText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where calls may be redirected, by the gateway's own assistants file: a record in a topic, which
 * others may be able to write, does not decide which number is dialled at the operator's cost.
 */
public final class AllowedRedirects {
  private static final String FAILURE_NUMBER = "failureTransferNumber";
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{5,14}");
  private static final Pattern KEYS = Pattern.compile("[0-9*#wW]{1,100}");
  private static final int MAX_RING_SECONDS = 600;

  private final Assistants assistants;

  public AllowedRedirects(Assistants assistants) {
    this.assistants = assistants;
  }

  /** True if the number is one of those of the assistant that answers {@code to}. */
  boolean allows(Transfer transfer, String to) {
    return NUMBER.matcher(transfer.number()).matches()
        && transfer.ringSeconds() > 0
        && transfer.ringSeconds() <= MAX_RING_SECONDS
        && numbers(to).anyMatch(transfer.number()::equals);
  }

  /** True if these are keys, and not too many. */
  boolean allows(SendDtmf keys) {
    return KEYS.matcher(keys.digits()).matches();
  }

  private Stream<String> numbers(String to) {
    Optional<Assistant> assistant = assistants.called(to);
    return Stream.of(
            assistant.stream()
                .flatMap(one -> one.destinations().stream())
                .map(destination -> destination.number()),
            assistant.stream().flatMap(one -> failureNumber(one.manners())),
            failureNumber(assistants.defaults().manners()))
        .flatMap(numbers -> numbers);
  }

  private static Stream<String> failureNumber(Map<String, LocatedText> manners) {
    return Optional.ofNullable(manners.get(FAILURE_NUMBER)).map(LocatedText::text).stream();
  }
}
