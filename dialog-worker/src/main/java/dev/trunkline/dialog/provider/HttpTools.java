// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import dev.trunkline.providers.http.ProviderHttp;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.FileErrors;
import dev.trunkline.runtime.assistant.LocatedText;
import dev.trunkline.runtime.assistant.Tool;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** The HTTP tools of all assistants, with their secrets filled in. Thread-safe. */
public final class HttpTools implements AutoCloseable {
  private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final OkHttpClient http =
      ProviderHttp.builder("tool-http", CONNECT_TIMEOUT).followRedirects(false).build();
  private final Map<String, HttpTool> byName = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Settings settings;
  private final FileErrors errors;

  /** Adds invalid URLs, invalid headers and missing secrets to the assistants file's errors. */
  public static HttpTools from(Settings settings, Assistants assistants) {
    var tools = new HttpTools(settings, assistants.errors());
    for (Assistant assistant : assistants.all()) {
      for (Tool tool : assistant.tools()) {
        tools.byName.computeIfAbsent(tool.name(), _ -> tools.create(tool));
      }
    }
    return tools;
  }

  private HttpTools(Settings settings, FileErrors errors) {
    this.settings = settings;
    this.errors = errors;
  }

  /**
   * The tool of this name.
   *
   * @throws IllegalArgumentException if no assistant has a tool of this name
   */
  public HttpTool named(String name) {
    HttpTool tool = byName.get(name);
    if (tool == null) {
      throw new IllegalArgumentException("unknown tool " + name);
    }
    return tool;
  }

  private HttpTool create(Tool tool) {
    HttpUrl url = HttpUrl.parse(withSecrets(tool.url()));
    if (url == null) {
      errors.add(tool.url().position(), "invalid URL; use http(s)://host/path");
      url = HttpUrl.get("http://localhost/");
    }
    var headers = new HashMap<String, String>();
    tool.headers().forEach((name, value) -> headers.put(name, header(value)));
    return new HttpTool(tool, url, headers, http, closed);
  }

  private String header(LocatedText value) {
    String filled = withSecrets(value);
    if (filled.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return filled;
    }
    errors.add(value.position(), "invalid header value; use printable ASCII on one line");
    return "";
  }

  private String withSecrets(LocatedText value) {
    return SECRET
        .matcher(value.text())
        .replaceAll(m -> Matcher.quoteReplacement(secret(m.group(1), value)));
  }

  private String secret(String variable, LocatedText value) {
    return settings
        .variable(variable)
        .orElseGet(() -> {
          errors.add(value.position(), "environment variable " + variable + " is not set");
          return "";
        });
  }

  /** Cancels running requests and ends retries. */
  @Override
  public void close() {
    closed.countDown();
    ProviderHttp.close(http);
  }
}
