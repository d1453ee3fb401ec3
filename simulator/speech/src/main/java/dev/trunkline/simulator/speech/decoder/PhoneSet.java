// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The phones of an acoustic model and the three tied states (senones) of each phone between its
 * neighbours, from the model's {@code mdef} file. Immutable.
 */
final class PhoneSet {
  /** Where in its word a phone stands; the letters are the file's. */
  enum Position {
    BEGIN('b'),
    INSIDE('i'),
    END('e'),
    SINGLE('s');

    private final char letter;

    Position(char letter) {
      this.letter = letter;
    }
  }

  static final String SILENCE = "SIL";
  private static final int MAX_PHONES = 64;

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<int[]> plain = new ArrayList<>();
  private final Map<Integer, int[]> triphones = new HashMap<>(200_000);
  private int senones;

  private PhoneSet() {}

  static PhoneSet read(BufferedReader mdef) throws IOException {
    var set = new PhoneSet();
    for (String line = mdef.readLine(); line != null; line = mdef.readLine()) {
      var fields = new StringTokenizer(line.startsWith("#") ? "" : line);
      if (fields.countTokens() == 10) {
        set.add(fields);
      }
    }
    if (set.names.isEmpty() || set.names.size() > MAX_PHONES) {
      throw new IOException("a model definition with " + set.names.size() + " phones");
    }
    return set;
  }

  int size() {
    return names.size();
  }

  int senones() {
    return senones;
  }

  /** The number of a phone, which is also that of its Gaussians and its transition matrix. */
  int number(String phone) {
    Integer number = numbers.get(phone);
    if (number == null) {
      throw new IllegalArgumentException("the acoustic model has no phone " + phone);
    }
    return number;
  }

  /** The senones of a phone whatever its neighbours. */
  int[] senones(int phone) {
    return plain.get(phone);
  }

  /** The senones of a phone between two others; those of the bare phone if never trained so. */
  int[] senones(int phone, int left, int right, Position position) {
    int[] found = triphones.get(key(phone, left, right, position.letter));
    for (Position other : Position.values()) {
      if (found == null) {
        found = triphones.get(key(phone, left, right, other.letter));
      }
    }
    return found == null ? plain.get(phone) : found;
  }

  /** For every senone its phone. */
  int[] senonePhones() {
    var phones = new int[senones];
    for (int phone = 0; phone < plain.size(); phone++) {
      for (int senone : plain.get(phone)) {
        phones[senone] = phone;
      }
    }
    triphones.forEach((key, states) -> {
      for (int senone : states) {
        phones[senone] = key / 128 / MAX_PHONES / MAX_PHONES;
      }
    });
    return phones;
  }

  private void add(StringTokenizer fields) {
    String base = fields.nextToken();
    String left = fields.nextToken();
    String right = fields.nextToken();
    char position = fields.nextToken().charAt(0);
    fields.nextToken();
    fields.nextToken();
    int[] states = {
      Integer.parseInt(fields.nextToken()),
      Integer.parseInt(fields.nextToken()),
      Integer.parseInt(fields.nextToken())
    };
    for (int state : states) {
      senones = Math.max(senones, state + 1);
    }
    if (left.equals("-")) {
      numbers.put(base, names.size());
      names.add(base);
      plain.add(states);
    } else {
      triphones.put(key(number(base), number(left), number(right), position), states);
    }
  }

  private static int key(int phone, int left, int right, char position) {
    return ((phone * MAX_PHONES + left) * MAX_PHONES + right) * 128 + position;
  }
}
