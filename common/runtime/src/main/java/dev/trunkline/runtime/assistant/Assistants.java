// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The assistants in the file {@code ASSISTANTS_FILE}; none if it is not set. Immutable, except for
 * the errors.
 */
public final class Assistants {
  static final Setting<Path> FILE =
      Setting.path("ASSISTANTS_FILE")
          .meaning(
              "A YAML file with an assistant for each called number, with texts, word lists and"
                  + " turn-taking times ([assistants.md](assistants.md)). The same for all"
                  + " services.")
          .reason("Several numbers, another language, other texts or times than the built-in ones.")
          .readByEveryService();

  private final List<Assistant> all = new ArrayList<>();
  private final Map<String, Assistant> byName = new HashMap<>();
  private final Map<String, Assistant> byNumber = new HashMap<>();
  private final FileErrors errors;
  private Defaults defaults = Defaults.NONE;
  private TwilioVoice twilioVoice = TwilioVoice.NONE;
  private OutageNotice outage = OutageNotice.DEFAULT;

  private Assistants(String file) {
    errors = new FileErrors(FILE.name(), file);
  }

  /**
   * Reads the file. A caller without checks of its own uses {@link #checked} instead.
   *
   * @throws InvalidSetting if the file cannot be read
   */
  public static Assistants in(Settings settings) {
    Optional<Path> path = settings.find(FILE);
    var assistants = new Assistants(path.map(Path::toString).orElse(""));
    path.ifPresent(file -> assistants.read(text(file)));
    return assistants;
  }

  /** As {@link #in}, and reports all errors of the file together. */
  public static Assistants checked(Settings settings) {
    Assistants assistants = in(settings);
    assistants.errors().throwIfAny();
    return assistants;
  }

  /** All assistants in the order of the file. */
  public List<Assistant> all() {
    return List.copyOf(all);
  }

  /** The assistant that answers this number; empty for the default assistant. */
  public Optional<Assistant> called(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The assistant of this name; empty if the file has none. */
  public Optional<Assistant> named(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(byName.get(name));
  }

  /** What applies where an assistant says nothing, and to numbers that none answers. */
  public Defaults defaults() {
    return defaults;
  }

  /** What callers hear from Twilio's own voice. */
  public TwilioVoice twilioVoice() {
    return twilioVoice;
  }

  /** What a gateway plays while a stage has no worker. */
  public OutageNotice outage() {
    return outage;
  }

  /** The errors found in the file; callers add those that only they can check. */
  public FileErrors errors() {
    return errors;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidSetting(
          FILE.name(), "names a file that cannot be read: " + file, "set the path of a YAML file");
    }
  }

  private void read(String text) {
    try {
      Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
      if (root.isEmpty()) {
        errors.add(new FilePosition(1, 1), "the file is empty; it needs a list of assistants");
      } else {
        read(root.get());
      }
    } catch (MarkedYamlEngineException e) {
      errors.add(
          e.getProblemMark()
              .map(mark -> new FilePosition(mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(new FilePosition(1, 1)),
          "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      errors.add(new FilePosition(1, 1), "not YAML: " + e.getMessage());
    }
  }

  private void read(Node root) {
    Fields file = Fields.of(root, "the file", errors);
    Map<String, Tool> tools =
        file.fields("tools").map(new ToolReader(errors)::read).orElse(Map.of());
    Optional<Fields> general = file.fields("defaults");
    defaults = general.map(Defaults::read).orElse(defaults);
    Optional<Fields> twilio = file.fields("twilioVoice");
    twilioVoice = twilio.map(TwilioVoice::read).orElse(twilioVoice);
    Optional<Fields> notice = file.fields("outage");
    outage = notice.map(OutageNotice::read).orElse(outage);
    var reader = new AssistantReader(defaults, tools, errors);
    List<Node> entries = file.elements("assistants");
    if (Stream.of(general, twilio, notice).allMatch(Optional::isEmpty)) {
      file.required(
          "assistants", "list at least one", Optional.of(entries).filter(e -> !e.isEmpty()));
    }
    for (Node entry : entries) {
      reader.read(entry).ifPresent(assistant -> add(assistant, Fields.position(entry)));
    }
    file.done();
  }

  private void add(Assistant assistant, FilePosition position) {
    all.add(assistant);
    if (byName.putIfAbsent(assistant.name(), assistant) != null) {
      errors.add(position, "another assistant is named " + assistant.name());
    }
    for (LocatedText number : assistant.numbers()) {
      Assistant other = byNumber.putIfAbsent(number.text(), assistant);
      if (other != null) {
        errors.add(number.position(), "this number is already answered by " + other.name());
      }
    }
  }
}
