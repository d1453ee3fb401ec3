// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.UnreadableRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a decision of the dialog worker came about, in headers of the records it led to, so that it
 * can be made once more. Every record has its decision's number within the call. The first record
 * of a decision that goes anywhere but to a gateway lists what the conversation took in since the
 * last such record: places of records, timers, and outages after which it began to wait anew, each
 * with the clock of the moment. The first such record of a call, and the first after a change,
 * carries the manners as JSON.
 */
public final class DecisionTrail {
  /** Header of every record of the conversation: the decision's number, from 1, in digits. */
  public static final String NUMBER = "decision";

  /** Header of what was taken in: {@link Input}s in the order they were, one space between. */
  public static final String INPUTS = "decided-by";

  /** Header of the manners. */
  public static final String MANNERS = "manners";

  /** Stands first among inputs if those before it are not known. */
  public static final String BROKEN = "broken";

  private static final String TIMER = "timer";
  private static final String WAITING = "waiting";
  private static final Pattern INPUT = Pattern.compile("(\\S+):(\\d+)");

  private DecisionTrail() {}

  /**
   * Something a conversation took in.
   *
   * @param what where the record stands ({@link #place}), or what else it was
   * @param nowMs the worker's wall clock at that moment
   */
  public record Input(String what, long nowMs) {
    /** True for a timer that went off. */
    public boolean isTimer() {
      return what.equals(TIMER);
    }

    /** True for the end of an outage, after which everything is waited for as if from then on. */
    public boolean isWaiting() {
      return what.equals(WAITING);
    }
  }

  /** {@code topic-partition@offset}. */
  public static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + "@" + offset;
  }

  /** A record that was taken in. */
  public static String input(String place, long nowMs) {
    return place + ":" + nowMs;
  }

  /** A timer that went off. */
  public static String timer(long nowMs) {
    return input(TIMER, nowMs);
  }

  /** An outage that was over at {@code sinceMs}. */
  public static String waiting(long sinceMs) {
    return input(WAITING, sinceMs);
  }

  public static void putNumber(int decision, HeaderWriter headers) {
    headers.add(NUMBER, String.valueOf(decision).getBytes(US_ASCII));
  }

  public static void putInputs(List<String> inputs, HeaderWriter headers) {
    headers.add(INPUTS, String.join(" ", inputs).getBytes(US_ASCII));
  }

  public static void putManners(byte[] json, HeaderWriter headers) {
    headers.add(MANNERS, json);
  }

  /** The decision's number; empty for a record that is none of the conversation's. */
  public static OptionalInt number(HeaderReader headers) throws UnreadableRecord {
    Optional<String> digits = text(headers, NUMBER);
    try {
      return digits.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(digits.get()));
    } catch (NumberFormatException e) {
      throw new UnreadableRecord("header " + NUMBER + " is no number", e);
    }
  }

  /** The manners a record carries, if it does. */
  public static Optional<byte[]> manners(HeaderReader headers) {
    return Optional.ofNullable(headers.last(MANNERS));
  }

  /** True if what was taken in before is not known. */
  public static boolean isBroken(HeaderReader headers) {
    return text(headers, INPUTS).orElse("").startsWith(BROKEN);
  }

  /** What a record lists; empty if it is not the first of a decision. */
  public static List<Input> inputs(HeaderReader headers) throws UnreadableRecord {
    var inputs = new ArrayList<Input>();
    for (String text : text(headers, INPUTS).orElse("").split(" ", -1)) {
      if (!text.isEmpty() && !text.equals(BROKEN)) {
        Matcher input = INPUT.matcher(text);
        if (!input.matches()) {
          throw new UnreadableRecord("header " + INPUTS + " is none");
        }
        inputs.add(new Input(input.group(1), number(input.group(2))));
      }
    }
    return inputs;
  }

  private static long number(String digits) throws UnreadableRecord {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new UnreadableRecord("header " + INPUTS + " has a number that is none", e);
    }
  }

  private static Optional<String> text(HeaderReader headers, String name) {
    return Optional.ofNullable(headers.last(name)).map(value -> new String(value, US_ASCII));
  }
}
