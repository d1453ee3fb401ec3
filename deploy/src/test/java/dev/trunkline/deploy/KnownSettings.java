// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The settings that the services declare, and who reads each (generated from the code). */
final class KnownSettings {
  private static final Path RESOURCES =
      Path.of("..", "common/runtime/src/main/resources/dev/trunkline/runtime/settings");

  private KnownSettings() {}

  /** The readers of each setting, by its name. */
  static Map<String, Set<String>> readers() {
    var readers = new TreeMap<String, Set<String>>();
    rows("settings.tsv")
        .forEach(
            fields -> readers.put(fields[0], new TreeSet<>(Arrays.asList(fields[1].split(",")))));
    return readers;
  }

  /** Names of earlier versions. */
  static Set<String> former() {
    var names = new TreeSet<String>();
    rows("former-settings.tsv").forEach(fields -> names.add(fields[0]));
    return names;
  }

  private static Stream<String[]> rows(String resource) {
    return Chart.read(RESOURCES.resolve(resource))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1));
  }
}
