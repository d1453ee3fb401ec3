// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Metrics by their names, as {@code docs/metrics.md} has them and as a service exports them. */
final class MetricsTable {
  private static final Pattern ROW =
      Pattern.compile("\\| `(trunkline_\\w+)` \\| (\\w+) \\| ([^|]*?) ?\\|.*");
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+?)(_bucket|_sum|_count)?\\{(.*)} .*");
  private static final Pattern NAME = Pattern.compile("(\\w+)=\"");

  /** Type and label names. */
  record Metric(String type, Set<String> labels) {}

  private MetricsTable() {}

  static Map<String, Metric> documented() throws IOException {
    var metrics = new TreeMap<String, Metric>();
    for (String line : Files.readAllLines(Path.of("../docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        metrics.put(row.group(1), new Metric(row.group(2), all(LABEL, row.group(3))));
      }
    }
    return metrics;
  }

  /** Those of Trunkline's own; the {@code _max} beside a histogram or summary is part of it. */
  static Map<String, Metric> exported(String scrape) {
    var metrics = new TreeMap<String, Metric>();
    for (String line : scrape.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches() && type.group(1).startsWith("trunkline_")) {
        metrics.put(type.group(1), new Metric(type.group(2), new TreeSet<>()));
      } else if (sample.matches()) {
        Metric metric = metrics.get(sample.group(1));
        Set<String> labels = all(NAME, sample.group(3));
        labels.remove("le");
        if (metric != null) {
          metric.labels().addAll(labels);
        }
      }
    }
    Predicate<String> isMaximum =
        name -> name.endsWith("_max") && metrics.containsKey(name.substring(0, name.length() - 4));
    Arrays.stream(metrics.keySet().toArray(String[]::new))
        .filter(isMaximum)
        .forEach(metrics::remove);
    return metrics;
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
