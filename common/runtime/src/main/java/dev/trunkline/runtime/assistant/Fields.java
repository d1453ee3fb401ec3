// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The fields of a YAML mapping. An invalid field is added to the errors and then treated as absent;
 * {@link #done} reports the fields that were not read.
 */
final class Fields {
  static final String LANGUAGE = "[a-z]{2,3}";
  static final String LANGUAGE_CURE = "use an ISO 639 code, such as en";

  /** In place of a language: the provider detects it. */
  static final String DETECTED = "auto";

  private record Field(Node key, Node value) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();
  private final FileErrors errors;
  private final FilePosition position;

  private Fields(Node node, FileErrors errors) {
    this.errors = errors;
    this.position = position(node);
  }

  /** The fields of {@code node}; none if it is not a mapping. */
  static Fields of(Node node, String what, FileErrors errors) {
    var fields = new Fields(node, errors);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(fields::put);
    } else {
      errors.add(fields.position, "%s must have fields, such as name: value".formatted(what));
    }
    return fields;
  }

  private void put(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
    Field before = fields.putIfAbsent(name, new Field(key, tuple.getValueNode()));
    if (before != null) {
      errors.add(
          position(key),
          "%s is given twice, first in line %d".formatted(name, position(before.key()).line()));
    }
  }

  static FilePosition position(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return mark.map(m -> new FilePosition(m.getLine() + 1, m.getColumn() + 1))
        .orElse(new FilePosition(1, 1));
  }

  FilePosition position() {
    return position;
  }

  void wrong(FilePosition where, String text) {
    errors.add(where, text);
  }

  /** A field's value of any kind. */
  Optional<Node> node(String name) {
    known.add(name);
    Field field = fields.get(name);
    if (field != null && isNull(field.value())) {
      errors.add(position(field.key()), name + " has no value; give it one or leave it out");
      return Optional.empty();
    }
    return Optional.ofNullable(field).map(Field::value);
  }

  /** A field's text; a number counts as text. */
  Optional<LocatedText> text(String name) {
    return node(name).flatMap(node -> text(name, node));
  }

  private Optional<LocatedText> text(String name, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      errors.add(position(node), name + " must be a text");
    } else if (scalar.getValue().isBlank()) {
      errors.add(position(node), name + " is empty; give it a value or leave it out");
    } else {
      return Optional.of(new LocatedText(scalar.getValue().strip(), position(node)));
    }
    return Optional.empty();
  }

  /** A text that must match {@code pattern}; {@code cure} tells the reader what to write. */
  Optional<LocatedText> text(String name, String pattern, String cure) {
    return text(name)
        .filter(value -> {
          boolean fits = value.text().matches(pattern);
          if (!fits) {
            errors.add(value.position(), name + " is not valid; " + cure);
          }
          return fits;
        });
  }

  /** As {@link #text(String)}, for a mandatory field. */
  Optional<LocatedText> required(String name, String cure) {
    return required(name, cure, text(name));
  }

  <T> Optional<T> required(String name, String cure, Optional<T> value) {
    if (value.isEmpty() && !fields.containsKey(name)) {
      errors.add(position, name + " is missing; " + cure);
    }
    return value;
  }

  int integer(String name, int defaultValue, int min, int max) {
    Optional<LocatedText> text = text(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    String digits = text.get().text();
    if (digits.matches("\\d{1,9}")) {
      int value = Integer.parseInt(digits);
      if (value >= min && value <= max) {
        return value;
      }
    }
    errors.add(
        text.get().position(), "%s must be a whole number from %d to %d".formatted(name, min, max));
    return defaultValue;
  }

  boolean flag(String name) {
    Optional<LocatedText> text = text(name, "true|false", "write true or false");
    return text.isPresent() && text.get().text().equals("true");
  }

  /** As {@link #flag}; empty if the field is absent. */
  Optional<Boolean> flagIfSet(String name) {
    return text(name, "true|false", "write true or false")
        .map(value -> value.text().equals("true"));
  }

  /** An ISO 639 code, or {@link #DETECTED}, in the field {@code language}. */
  Optional<LocatedText> language() {
    return text("language", LANGUAGE + "|" + DETECTED, LANGUAGE_CURE + ", or auto");
  }

  /** As {@link #texts}; empty if the field is absent. */
  Optional<List<LocatedText>> textsIfSet(String name) {
    return fields.containsKey(name) ? Optional.of(texts(name)) : known(name);
  }

  private <T> Optional<T> known(String name) {
    known.add(name);
    return Optional.empty();
  }

  /** All fields, each of which must be a text, by name. */
  Map<String, LocatedText> textsByName() {
    var texts = new LinkedHashMap<String, LocatedText>();
    all().keySet().forEach(name -> text(name).ifPresent(value -> texts.put(name, value)));
    return texts;
  }

  /** The texts in a list field. */
  List<LocatedText> texts(String name) {
    return elements(name).stream().flatMap(node -> text(name, node).stream()).toList();
  }

  /** The elements of a list field; none if it is absent. */
  List<Node> elements(String name) {
    Optional<Node> node = node(name);
    if (node.isPresent() && !(node.get() instanceof SequenceNode)) {
      errors.add(position(node.get()), name + " must be a list, such as [one, another]");
    }
    return node.orElse(null) instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** The fields of a mapping inside a field. */
  Optional<Fields> fields(String name) {
    return node(name).map(node -> of(node, name, errors));
  }

  /** All fields, by name. */
  Map<String, Node> all() {
    var all = new LinkedHashMap<String, Node>();
    for (String name : fields.keySet()) {
      node(name).ifPresent(value -> all.put(name, value));
    }
    return all;
  }

  /** The position of a field's name. */
  FilePosition positionOf(String name) {
    @Nullable Field field = fields.get(name);
    return field == null ? position : position(field.key());
  }

  /** Reports the fields that were not read: they are misspelt or in the wrong place. */
  void done() {
    fields.forEach((name, field) -> {
      if (!known.contains(name)) {
        errors.add(
            position(field.key()),
            "%s is unknown here; known fields: %s".formatted(name, String.join(", ", known)));
      }
    });
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }
}
