package dev.trunkline.standalone.command;

import dev.trunkline.standalone.demo.PlacedCall;
import dev.trunkline.standalone.story.CallStory;
import java.util.ArrayList;
import java.util.List;

/** What must be true of a call for it to have gone well. */
final class Checks {
  private Checks() {}

  /** What is not, in words. */
  static List<String> of(CallStory story, PlacedCall placed) {
    var troubles = new ArrayList<>(story.failures());
    int said = placed.said().size();
    if (story.utterances().size() < said) {
      troubles.add(
          "the caller said "
              + said
              + " lines, but "
              + story.utterances().size()
              + " were understood");
    }
    if (story.turns().isEmpty() || story.turns().getFirst().turn() != 0) {
      troubles.add("the greeting was not heard");
    }
    List<Long> waits = placed.atEarMs();
    for (int i = 0; i < waits.size(); i++) {
      if (waits.get(i) < 0) {
        troubles.add("no answer was heard to “" + placed.said().get(i) + "”");
      }
    }
    return troubles;
  }
}
