// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the words of code, log lines and docs: the field's terms, an active voice, names that an
 * engineer would search for. Every WARN and ERROR of the services must be listed in
 * docs/troubleshooting.md. CONTRIBUTING.md has the rules in prose. A line that must keep such a
 * word, because a caller hears it or a protocol has it, ends with {@code // wording: ok} or, in
 * Markdown, {@code <!-- wording: ok -->}.
 */
final class Wording {
  private static final String EXCEPTION = "wording: ok";

  /** What may not be written, in comments, strings and docs, and what to write in its place. */
  private static final Map<String, String> PHRASES =
      Map.ofEntries(
          Map.entry("nobody|no one", "name the agent: \"no live worker\", \"no listener\""),
          Map.entry("somebody|someone", "name the agent: the caller, the operator, a worker"),
          Map.entry("whoever|whomever", "name the agent"),
          Map.entry(
              "(is|are|was|were|be|been) told", "\"receives\", \"is notified\", or who reports it"),
          Map.entry("(is|are|was|were|be|been) asked for", "\"is requested\""),
          Map.entry("anew", "\"again\""),
          Map.entry("for so long|after so long|so long as", "name the time and its unit"),
          Map.entry("how manieth", "\"the number of\""),
          Map.entry("(goes|go|went|going) on (with|to|behind|until)", "\"continues\""),
          Map.entry("in vain", "\"without effect\", \"discarded\""),
          Map.entry("any ?more", "\"no longer\""),
          Map.entry(
              "(which|that|it|they) (is|are|was|were) none", "\"does not exist\", \"is not a …\""),
          Map.entry("under way", "\"in progress\""),
          Map.entry("begin of", "\"start of\""),
          Map.entry("mended?s?|mending", "\"repair\", \"recover\", \"correct\""),
          Map.entry("wish(es|ed)?", "\"request\""),
          Map.entry("shall", "\"must\", \"will\""),
          Map.entry("seldom", "\"rarely\""),
          Map.entry("beforehand", "\"before\""));

  /** What may not be in a name. */
  private static final Map<String, String> NAMES =
      Map.of(
          "\\b(MOST|LEAST|LONGEST|SHORTEST)_\\w+", "MAX_ or MIN_",
          "\\b\\w+ otherwise\\b(?=[,)])", "defaultValue",
          "\\b\\w*([Nn]obody|[Ss]omebody|[Ww]hoever|[Aa]new)\\w*\\(", "name the agent");

  private static final int MAX_TEST_NAME = 60;
  private static final Pattern ALARM = Pattern.compile("at(?:Warn|Error)\\(\\)");
  private static final Pattern MESSAGE =
      Pattern.compile("\\.log\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)\\)");
  private static final int MAX_STATEMENT = 900;
  private static final Pattern TEST = Pattern.compile("^  (?:public )?void (\\w+)\\(");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*\\*?|\\*|//)(.*)$");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Pattern phrases =
      Pattern.compile("(?i)\\b(" + String.join("|", PHRASES.keySet()) + ")\\b");
  private final List<String> findings = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    var wording = new Wording();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(Path.of("."))) {
      files =
          tree.filter(Files::isRegularFile)
              .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
              .filter(file -> file.toString().matches(".*\\.(java|md)"))
              .filter(file -> !file.endsWith("Wording.java"))
              .sorted()
              .toList();
    }
    String troubleshooting = Files.readString(Path.of("docs", "troubleshooting.md"));
    for (Path file : files) {
      if (args.length == 0
          && file.toString().matches("(?!\\./(benchmarks|fuzz)/).*/src/main/.*\\.java")) {
        wording.checkAlarms(file, troubleshooting);
      }
      if (args.length == 0 || file.toString().startsWith("./" + args[0])) {
        wording.check(file);
      }
    }
    if (!wording.findings.isEmpty()) {
      wording.findings.forEach(System.err::println);
      System.err.println(
          wording.findings.size() + " findings; CONTRIBUTING.md says how this project writes.");
      System.exit(1);
    }
  }

  private void check(Path file) throws IOException {
    boolean java = file.toString().endsWith(".java");
    boolean test = file.toString().contains("/src/test/");
    boolean fenced = false;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String where = file + ":" + number + ": ";
      if (line.contains(EXCEPTION)) {
        continue;
      }
      if (java) {
        checkJava(where, line, test);
      } else {
        fenced ^= line.strip().startsWith("```");
        if (!fenced) {
          phrases(where, line.replaceAll("`[^`]*`", ""));
        }
      }
    }
  }

  /** A message that an operator may meet at night must be explained where they will look. */
  private void checkAlarms(Path file, String troubleshooting) throws IOException {
    String code = Files.readString(file);
    for (Matcher alarm = ALARM.matcher(code); alarm.find(); ) {
      String statement =
          code.substring(alarm.end(), Math.min(code.length(), alarm.end() + MAX_STATEMENT));
      Matcher message = MESSAGE.matcher(statement.split("\\bat(Warn|Error|Info|Debug)\\(", 2)[0]);
      if (message.find()) {
        String text = message.group(1).replaceAll("\"\\s*\\+\\s*\"", "").strip();
        text = text.substring(1, text.length() - 1);
        if (!troubleshooting.contains("`" + text + "`")) {
          findings.add(file + ": \"" + text + "\" is not in docs/troubleshooting.md");
        }
      }
    }
  }

  private void checkJava(String where, String line, boolean test) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      phrases(where, comment.group(2));
      return;
    }
    if (!test) {
      Matcher literal = LITERAL.matcher(line);
      while (literal.find()) {
        phrases(where, literal.group(1));
      }
    }
    NAMES.forEach((name, better) -> {
      Matcher found = Pattern.compile(name).matcher(line);
      if (found.find()) {
        findings.add(where + "\"" + found.group() + "\": " + better);
      }
    });
    Matcher method = TEST.matcher(line);
    if (test && method.find() && method.group(1).length() > MAX_TEST_NAME) {
      findings.add(
          where
              + method.group(1)
              + " has "
              + method.group(1).length()
              + " characters: at most 60, and a @DisplayName for the sentence");
    }
  }

  private void phrases(String where, String text) {
    Matcher found = phrases.matcher(text);
    while (found.find()) {
      String phrase = found.group();
      String better =
          PHRASES.entrySet().stream()
              .filter(entry -> phrase.matches("(?i)" + entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("");
      findings.add(where + "\"" + phrase + "\": " + better);
    }
  }
}
