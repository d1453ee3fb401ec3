// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/** Counts words that were put in, left out or taken for another. */
final class WordErrors {
  private WordErrors() {}

  static int count(String said, String heard) {
    String[] a = said.isEmpty() ? new String[0] : said.split(" ");
    String[] b = heard.isEmpty() ? new String[0] : heard.split(" ");
    var distance = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : least(distance, i, j, a[i - 1], b[j - 1]);
      }
    }
    return distance[a.length][b.length];
  }

  private static int least(int[][] distance, int i, int j, String a, String b) {
    int replaced = distance[i - 1][j - 1] + (a.equals(b) ? 0 : 1);
    return Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
  }
}
