// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All words side by side, each a chain of phones of three states ("nodes"), with as many first
 * nodes as there are sounds that differ by the word before, and as many last nodes as differ by the
 * word after. Sets of phones are bit masks. Fillers (silence, noises) are words after the last word
 * of the lexicon. Immutable, shared by all decoders.
 */
final class WordNetwork {
  private static final List<String> FILLERS = List.of(PhoneSet.SILENCE, "+NSN+", "+SPN+");

  final PhoneSet phones;
  final int words;
  final int silence;

  /** For each node: its phone, its word, its three senones, and the nodes after it in the word. */
  int[] phone = new int[0];

  int[] word = new int[0];
  int[] senones = new int[0];
  int[][] next = new int[0][];

  /** For each node: the phones that may begin the next word; 0 if it does not end its word. */
  long[] ends = new long[0];

  /** The node of each filler. */
  final int[] fillers = new int[FILLERS.size()];

  /** First nodes by (phone before, own phone), and by (word, phone before). */
  final int[][] startsByPhone;

  final int[][] startsByWord;

  private final Map<Integer, List<Integer>> byPhone = new HashMap<>();
  private final Map<Integer, List<Integer>> byWord = new HashMap<>();
  private final long contexts;
  private int nodes;

  WordNetwork(PhoneSet phones, Lexicon lexicon) {
    this.phones = phones;
    words = lexicon.words().size();
    silence = phones.number(PhoneSet.SILENCE);
    long all = (1L << phones.size()) - 1;
    contexts = all & ~(1L << phones.number("+NSN+")) & ~(1L << phones.number("+SPN+"));
    for (Lexicon.Pronunciation pronunciation : lexicon.pronunciations()) {
      int[] sounds = pronunciation.phones().stream().mapToInt(phones::number).toArray();
      if (sounds.length == 1) {
        addSingle(pronunciation.word(), sounds[0]);
      } else {
        addChain(pronunciation.word(), sounds);
      }
    }
    for (int i = 0; i < fillers.length; i++) {
      int filler = phones.number(FILLERS.get(i));
      fillers[i] = add(filler, words + i, phones.senones(filler), contexts);
    }
    startsByPhone = table(byPhone, phones.size() * phones.size());
    startsByWord = table(byWord, words * phones.size());
    trim();
  }

  int size() {
    return nodes;
  }

  /** The first nodes of all words that begin with {@code first} when they follow {@code before}. */
  int[] startsByPhone(int before, int first) {
    return startsByPhone[before * phones.size() + first];
  }

  /** The first nodes of a word when it follows a phone. */
  int[] startsByWord(int of, int before) {
    return startsByWord[of * phones.size() + before];
  }

  boolean isFiller(int of) {
    return of >= words;
  }

  private void addChain(int of, int[] sounds) {
    int last = sounds.length - 1;
    var after = new ArrayList<Integer>();
    masks(right -> phones.senones(sounds[last], sounds[last - 1], right, PhoneSet.Position.END))
        .forEach((senone, mask) -> after.add(add(sounds[last], of, senone.toArray(), mask)));
    int[] following = toArray(after);
    for (int i = last - 1; i > 0; i--) {
      int node =
          add(
              sounds[i],
              of,
              phones.senones(sounds[i], sounds[i - 1], sounds[i + 1], PhoneSet.Position.INSIDE),
              0);
      next[node] = following;
      following = new int[] {node};
    }
    int[] rest = following;
    masks(left -> phones.senones(sounds[0], left, sounds[1], PhoneSet.Position.BEGIN))
        .forEach((senone, mask) -> {
          int node = add(sounds[0], of, senone.toArray(), 0);
          next[node] = rest;
          start(node, mask);
        });
  }

  private void addSingle(int of, int sound) {
    var lefts = new LinkedHashMap<Single, Long>();
    for (int left : members(contexts)) {
      masks(right -> phones.senones(sound, left, right, PhoneSet.Position.SINGLE))
          .forEach((senone, rights) ->
              lefts.merge(new Single(senone, rights), 1L << left, (a, b) -> a | b));
    }
    lefts.forEach(
        (single, mask) -> start(add(sound, of, single.senones.toArray(), single.rights), mask));
  }

  private void start(int node, long befores) {
    for (int before : members(befores)) {
      byPhone
          .computeIfAbsent(before * phones.size() + phone[node], k -> new ArrayList<>())
          .add(node);
      byWord.computeIfAbsent(word[node] * phones.size() + before, k -> new ArrayList<>()).add(node);
    }
  }

  /** Groups the neighbouring phones that ask for the same senones. */
  private Map<Senones, Long> masks(java.util.function.IntFunction<int[]> senonesBeside) {
    var masks = new LinkedHashMap<Senones, Long>();
    for (int beside : members(contexts)) {
      masks.merge(Senones.of(senonesBeside.apply(beside)), 1L << beside, (a, b) -> a | b);
    }
    return masks;
  }

  private int add(int ofPhone, int ofWord, int[] states, long endMask) {
    if (nodes == phone.length) {
      resize(Math.max(1024, nodes * 2));
    }
    phone[nodes] = ofPhone;
    word[nodes] = ofWord;
    System.arraycopy(states, 0, senones, nodes * AcousticModel.STATES, AcousticModel.STATES);
    ends[nodes] = endMask;
    next[nodes] = new int[0];
    return nodes++;
  }

  private void trim() {
    resize(nodes);
    byPhone.clear();
    byWord.clear();
  }

  private void resize(int size) {
    phone = Arrays.copyOf(phone, size);
    word = Arrays.copyOf(word, size);
    senones = Arrays.copyOf(senones, size * AcousticModel.STATES);
    ends = Arrays.copyOf(ends, size);
    next = Arrays.copyOf(next, size);
  }

  private static int[][] table(Map<Integer, List<Integer>> lists, int size) {
    var table = new int[size][];
    for (int i = 0; i < size; i++) {
      table[i] = toArray(lists.getOrDefault(i, List.of()));
    }
    return table;
  }

  private static int[] members(long mask) {
    var members = new int[Long.bitCount(mask)];
    int at = 0;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      members[at++] = Long.numberOfTrailingZeros(rest);
    }
    return members;
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A word of one phone before certain phones. */
  private record Single(Senones senones, long rights) {}

  /** The three senones of a phone. */
  private record Senones(int first, int second, int third) {
    static Senones of(int[] states) {
      return new Senones(states[0], states[1], states[2]);
    }

    int[] toArray() {
      return new int[] {first, second, third};
    }
  }
}
