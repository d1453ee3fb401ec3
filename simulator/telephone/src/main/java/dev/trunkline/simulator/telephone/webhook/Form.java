// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of a form, in order; a name may come more than once. Unchangeable. */
public final class Form {
  /** One field; the value may be empty. */
  public record Field(String name, String value) {}

  private static final Form EMPTY = new Form(List.of());

  private final List<Field> fields;

  private Form(List<Field> fields) {
    this.fields = fields;
  }

  /** No fields. */
  public static Form empty() {
    return EMPTY;
  }

  /** This form and a further field. */
  public Form and(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Form(List.copyOf(more));
  }

  /** This form with {@code others}, which replace fields of the same name. */
  public Form with(Map<String, String> others) {
    List<Field> all = new ArrayList<>();
    for (Field field : fields) {
      if (!others.containsKey(field.name())) {
        all.add(field);
      }
    }
    others.forEach((name, value) -> all.add(new Field(name, value)));
    return new Form(List.copyOf(all));
  }

  /** All fields. */
  public List<Field> fields() {
    return fields;
  }

  /** {@code application/x-www-form-urlencoded}, with a blank as {@code %20}. */
  public String encoded() {
    var encoded = new StringBuilder();
    for (Field field : fields) {
      encoded.append(encoded.isEmpty() ? "" : "&");
      encoded.append(encode(field.name())).append('=').append(encode(field.value()));
    }
    return encoded.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
