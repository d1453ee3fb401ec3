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
 * The inputs of a dialog decision, in headers of the records that it wrote, so that the decision
 * can be replayed. Every record has the number of its decision within the call. The first record of
 * a decision that is not a command to a gateway lists the conversation's inputs since the last such
 * record: positions of records, timers, and ends of outages after which its timeouts restarted,
 * each with the worker's clock. The first such record of a call, and the first after a change,
 * carries the conversation settings ("manners") as JSON.
 */
public final class DecisionTrail {
  /** Header of every record of a conversation: the decision's number, from 1, in digits. */
  public static final String NUMBER = "decision";

  /** Header of the inputs: {@link Input}s in order, separated by a space. */
  public static final String INPUTS = "decided-by";

  /** Header of the conversation settings. */
  public static final String MANNERS = "manners";

  /** The first input if the inputs before it are unknown. */
  public static final String BROKEN = "broken";

  private static final String TIMER = "timer";
  private static final String WAITING = "waiting";
  private static final Pattern INPUT = Pattern.compile("(\\S+):(\\d+)");

  private DecisionTrail() {}

  /**
   * An input of a conversation.
   *
   * @param what the position of a record ({@link #place}), or a timer or the end of an outage
   * @param nowMs the worker's wall clock at the input
   */
  public record Input(String what, long nowMs) {
    /** True for a timer that fired. */
    public boolean isTimer() {
      return what.equals(TIMER);
    }

    /** True for the end of an outage, after which all timeouts restart. */
    public boolean isWaiting() {
      return what.equals(WAITING);
    }
  }

  /** {@code topic-partition@offset}. */
  public static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + "@" + offset;
  }

  /** A record as an input. */
  public static String input(String place, long nowMs) {
    return place + ":" + nowMs;
  }

  /** A timer that fired. */
  public static String timer(long nowMs) {
    return input(TIMER, nowMs);
  }

  /** An outage that ended at {@code sinceMs}. */
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

  /** The decision's number; empty for a record that no conversation wrote. */
  public static OptionalInt number(HeaderReader headers) throws UnreadableRecord {
    Optional<String> digits = text(headers, NUMBER);
    try {
      return digits.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(digits.get()));
    } catch (NumberFormatException e) {
      throw new UnreadableRecord("header " + NUMBER + " is not a number", e);
    }
  }

  /** The conversation settings in a record's headers. */
  public static Optional<byte[]> manners(HeaderReader headers) {
    return Optional.ofNullable(headers.last(MANNERS));
  }

  /** True if the inputs before those in the headers are unknown. */
  public static boolean isBroken(HeaderReader headers) {
    return text(headers, INPUTS).orElse("").startsWith(BROKEN);
  }

  /** The inputs in a record's headers; empty if it is not the first record of a decision. */
  public static List<Input> inputs(HeaderReader headers) throws UnreadableRecord {
    var inputs = new ArrayList<Input>();
    for (String text : text(headers, INPUTS).orElse("").split(" ", -1)) {
      if (!text.isEmpty() && !text.equals(BROKEN)) {
        Matcher input = INPUT.matcher(text);
        if (!input.matches()) {
          throw new UnreadableRecord("header " + INPUTS + " is not a list of inputs");
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
      throw new UnreadableRecord("header " + INPUTS + " has a number out of range", e);
    }
  }

  private static Optional<String> text(HeaderReader headers, String name) {
    return Optional.ofNullable(headers.last(name)).map(value -> new String(value, US_ASCII));
  }
}
