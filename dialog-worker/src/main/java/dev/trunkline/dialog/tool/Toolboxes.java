// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

import dev.trunkline.dialog.core.Personas;
import dev.trunkline.providers.http.NoDelaySockets;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.LocatedText;
import dev.trunkline.runtime.assistant.Tool;
import dev.trunkline.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The assistants' toolboxes, with their secrets. The default assistant has none. */
public final class Toolboxes implements AutoCloseable {
  private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final int MANY = 10_000;

  private final OkHttpClient http =
      new OkHttpClient.Builder().socketFactory(new NoDelaySockets()).followRedirects(false).build();
  private final Map<String, Toolbox> byName = new HashMap<>();
  private final Map<String, HttpTool> requests = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Settings settings;
  private final Assistants assistants;

  private Toolboxes(Settings settings, Assistants assistants) {
    this.settings = settings;
    this.assistants = assistants;
    http.dispatcher().setMaxRequests(MANY);
    http.dispatcher().setMaxRequestsPerHost(MANY);
  }

  /** What is wrong with the tools is added to the file's findings. */
  public static Toolboxes from(Settings settings, Assistants assistants, Personas personas) {
    var toolboxes = new Toolboxes(settings, assistants);
    for (Assistant assistant : assistants.all()) {
      assistant
          .tools()
          .forEach(tool ->
              toolboxes.requests.computeIfAbsent(tool.name(), _ -> toolboxes.request(tool)));
      toolboxes.byName.put(
          assistant.name(),
          new Toolbox(
              assistant, toolboxes.requests, personas.of(assistant.name()).manners().partings()));
    }
    return toolboxes;
  }

  /** The tools of the assistant of this name; empty for the default assistant. */
  public Optional<Toolbox> of(@Nullable String assistant) {
    return assistant == null ? Optional.empty() : Optional.ofNullable(byName.get(assistant));
  }

  private HttpTool request(Tool tool) {
    HttpUrl url = HttpUrl.parse(filledIn(tool.url()));
    if (url == null) {
      assistants.errors().add(tool.url().position(), "this is no URL; use http(s)://host/path");
      url = HttpUrl.get("http://localhost/");
    }
    var headers = new HashMap<String, String>();
    tool.headers().forEach((name, value) -> headers.put(name, header(value)));
    return new HttpTool(tool, url, headers, http, closed);
  }

  private String header(LocatedText value) {
    String filled = filledIn(value);
    if (filled.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return filled;
    }
    assistants.errors().add(value.position(), "a header's value must be plain ASCII in one line");
    return "";
  }

  private String filledIn(LocatedText value) {
    return SECRET
        .matcher(value.text())
        .replaceAll(m -> Matcher.quoteReplacement(secret(m.group(1), value)));
  }

  private String secret(String name, LocatedText value) {
    return settings
        .text(name)
        .orElseGet(() -> {
          assistants.errors().add(value.position(), "the variable " + name + " is not set");
          return "";
        });
  }

  /** The requests under way are given up. */
  @Override
  public void close() {
    closed.countDown();
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
