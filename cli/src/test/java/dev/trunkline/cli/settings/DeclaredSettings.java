// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.settings;

import dev.trunkline.runtime.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All settings that the sources declare: every constant of type {@link Setting}, in the order of
 * modules, files and lines.
 */
final class DeclaredSettings {
  private static final Path ROOT = Path.of("..");

  private static final List<String> MODULES =
      List.of(
          "common/runtime",
          "common/providers",
          "gateway",
          "vad-worker",
          "stt-worker",
          "dialog-worker",
          "tts-worker",
          "cli",
          "simulator/speech",
          "simulator/providers",
          "simulator/telephone");

  private static final Pattern DECLARES = Pattern.compile("static final Setting<");
  private static final Pattern NESTED =
      Pattern.compile(
          "(?m)^  (?:public |private )?(?:static )?(?:record|final class|class) (\\w+)");

  private DeclaredSettings() {}

  /** Those of the environment. */
  static List<Setting<?>> ofEnvironment() {
    return all().stream().filter(setting -> setting.name().matches("[A-Z0-9_]+")).toList();
  }

  /** The keys of the assistants file that stand under {@code manners}. */
  static List<Setting<?>> ofAssistants() {
    return all().stream()
        .filter(setting -> !setting.name().matches("[A-Z0-9_]+") && !setting.meaning().isEmpty())
        .toList();
  }

  private static List<Setting<?>> all() {
    var all = new ArrayList<Setting<?>>();
    for (String module : MODULES) {
      sources(ROOT.resolve(module).resolve("src/main/java")).forEach(file -> collect(file, all));
    }
    return all;
  }

  private static void collect(Path file, List<Setting<?>> all) {
    String source = read(file);
    if (!DECLARES.matcher(source).find()) {
      return;
    }
    String path = file.toString().replace('\\', '/');
    String type =
        path.substring(path.indexOf("src/main/java/") + 14, path.length() - 5).replace('/', '.');
    addConstants(type, all);
    Matcher nested = NESTED.matcher(source);
    while (nested.find()) {
      addConstants(type + "$" + nested.group(1), all);
    }
  }

  private static void addConstants(String type, List<Setting<?>> all) {
    try {
      for (Field field : Class.forName(type).getDeclaredFields()) {
        if (field.getType() == Setting.class && Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          all.add((Setting<?>) field.get(null));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<Path> sources(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
