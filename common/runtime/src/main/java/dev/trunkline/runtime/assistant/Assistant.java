// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assistant for some numbers. What it leaves open is as the environment says.
 *
 * @param name names it in headers, logs and metrics
 * @param numbers the called numbers it answers, as Twilio writes them
 * @param voice the provider's id of its voice
 * @param language ISO 639
 * @param tools what it can do by HTTP
 * @param builtIn which of {@link Tool#BUILT_IN} it can do
 * @param destinations whom it can transfer a call to
 * @param manners prompt, greeting and manners by their names in the file
 */
public record Assistant(
    String name,
    List<LocatedText> numbers,
    @Nullable String voice,
    @Nullable String language,
    Map<String, LocatedText> manners,
    List<Tool> tools,
    List<String> builtIn,
    List<Destination> destinations) {

  public Assistant {
    numbers = List.copyOf(numbers);
    manners = Map.copyOf(manners);
    tools = List.copyOf(tools);
    builtIn = List.copyOf(builtIn);
    destinations = List.copyOf(destinations);
  }
}
