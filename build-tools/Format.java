// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks (or with "apply", corrects) the format and the licence line of every Java source below the
 * working directory.
 */
final class Format {
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";

  public static void main(String[] args) throws Exception {
    boolean apply = args.length > 0 && args[0].equals("apply");
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    List<Path> sources;
    try (var tree = Files.walk(Path.of("."))) {
      sources =
          tree.filter(p -> p.toString().endsWith(".java"))
              .filter(p -> !p.toString().matches(".*/(target|node_modules)/.*"))
              .sorted()
              .toList();
    }
    List<Path> wrong =
        sources.parallelStream().filter(source -> !isFormatted(formatter, source, apply)).toList();
    if (apply) {
      System.out.println("format: " + wrong.size() + " of " + sources.size() + " files changed");
    } else if (!wrong.isEmpty()) {
      System.err.println(
          "These files are not formatted, or lack the first line '" + LICENCE.strip() + "':");
      wrong.forEach(p -> System.err.println("  " + p));
      System.err.println("Correct them with: mvn -N validate -Dformat.action=apply");
      System.exit(1);
    }
  }

  /** Whether the file is as it should be; rewrites it if not, and {@code apply} is set. */
  private static boolean isFormatted(Formatter formatter, Path source, boolean apply) {
    try {
      String is = Files.readString(source);
      String shouldBe =
          formatter.formatSourceAndFixImports(
              RemoveUnusedImports.removeUnusedImports(is.startsWith(LICENCE) ? is : LICENCE + is));
      if (!is.equals(shouldBe) && apply) {
        Files.writeString(source, shouldBe);
      }
      return is.equals(shouldBe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException(source + " cannot be parsed", e);
    }
  }
}
