package dev.trunkline.standalone.chaos;

import dev.trunkline.standalone.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How long callers had to wait, by whether something had just broken. */
final class Silences {
  /** So much more than usual is noticed. */
  private static final double NOTICED_MS = 250;

  private final List<Double> before = new ArrayList<>();
  private final List<Double> during = new ArrayList<>();
  private final List<Double> after = new ArrayList<>();
  private int sentences;
  private int unanswered;

  /** Takes all that was asked in a call. */
  void take(Conversation conversation, List<Strike> strikes) {
    for (Asked asked : conversation.asked()) {
      sentences++;
      OptionalDouble silence = asked.silenceMs(conversation.assistant());
      if (silence.isEmpty()) {
        unanswered++;
      } else if (isMet(asked, conversation, strikes)) {
        during.add(silence.getAsDouble());
      } else {
        (isCalm(asked, strikes) ? before : after).add(silence.getAsDouble());
      }
    }
  }

  private static boolean isCalm(Asked asked, List<Strike> strikes) {
    return strikes.isEmpty() || asked.toMs() + asked.zeroMs() < strikes.getFirst().struckMs();
  }

  /** True if something broke while that was asked or answered, or just before. */
  static boolean isMet(Asked asked, Conversation conversation, List<Strike> strikes) {
    return strikes.stream().anyMatch(strike -> asked.mayHaveFelt(strike, conversation.assistant()));
  }

  int sentences() {
    return sentences;
  }

  int unanswered() {
    return unanswered;
  }

  Figures before() {
    return Figures.of(before);
  }

  Figures during() {
    return Figures.of(during);
  }

  Figures after() {
    return Figures.of(after);
  }

  /** What was noticed of those under way, beyond the usual. */
  Figures recovery() {
    double usual = before().p50();
    return Figures.of(during.stream().map(ms -> ms - usual).filter(ms -> ms > NOTICED_MS).toList());
  }
}
