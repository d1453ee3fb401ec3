// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assistant that answers some numbers. What it leaves open is as the file's defaults say, else
 * as the environment says.
 *
 * @param name identifies it in headers, logs and metrics
 * @param numbers the called numbers it answers, as Twilio writes them
 * @param voice the provider's voice id
 * @param language ISO 639 code, that of the file's defaults if it has none; null to detect it
 * @param recognition how callers are transcribed, besides their language
 * @param tools the HTTP tools it may use
 * @param builtIn which of {@link Tool#BUILT_IN} it may use
 * @param destinations where it may transfer a call
 * @param manners prompt, greeting and conversation settings by their names in the file
 */
public record Assistant(
    String name,
    List<LocatedText> numbers,
    @Nullable String voice,
    @Nullable String language,
    Recognition recognition,
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
