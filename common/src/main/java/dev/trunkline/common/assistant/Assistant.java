package dev.trunkline.common.assistant;

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
 * @param manners prompt, greeting and manners by their names in the file
 */
public record Assistant(
    String name,
    List<Value> numbers,
    @Nullable String voice,
    @Nullable String language,
    Map<String, Value> manners) {

  public Assistant {
    numbers = List.copyOf(numbers);
    manners = Map.copyOf(manners);
  }
}
