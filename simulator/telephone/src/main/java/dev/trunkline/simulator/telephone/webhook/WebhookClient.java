// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as Twilio does: its headers, its signature, its time limits, one retry if the
 * connection cannot be made, at most ten redirects. Waits, so for virtual threads.
 */
public final class WebhookClient {
  private static final okhttp3.MediaType FORM_TYPE =
      okhttp3.MediaType.get("application/x-www-form-urlencoded; charset=UTF-8");

  /** More TwiML than any call has. */
  private static final long MAX_BODY = 1 << 20;

  private final OkHttpClient http;
  private final WebhookSettings settings;
  private final Optional<TwilioSignature> signature;
  private final Supplier<String> idempotencyTokens;

  private WebhookClient(
      OkHttpClient http,
      WebhookSettings settings,
      Optional<TwilioSignature> signature,
      Supplier<String> idempotencyTokens) {
    this.http = http;
    this.settings = settings;
    this.signature = signature;
    this.idempotencyTokens = idempotencyTokens;
  }

  /** A client without cookies. {@code http} is the basis for its connections. */
  public static WebhookClient create(
      OkHttpClient http,
      WebhookSettings settings,
      Optional<String> authToken,
      Supplier<String> idempotencyTokens) {
    // A connection kept open that the server has closed meanwhile is replaced, not a failure.
    OkHttpClient plain =
        http.newBuilder().followRedirects(false).retryOnConnectionFailure(true).build();
    return new WebhookClient(
        plain, settings, authToken.map(TwilioSignature::new), idempotencyTokens);
  }

  /** This client with cookies of its own, for one call. */
  public WebhookClient forCall() {
    CookieJar jar = new CookieJarOfCall();
    return new WebhookClient(
        http.newBuilder().cookieJar(jar).build(), settings, signature, idempotencyTokens);
  }

  /** Requests {@code url}; with GET the form is put into the query string. */
  public WebhookAnswer request(URI url, HttpMethod method, Form form) {
    ConnectionOverrides overrides = ConnectionOverrides.of(url, settings);
    String token = idempotencyTokens.get();
    URI target = url;
    HttpMethod how = method;
    Form what = form;
    for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
      Attempt attempt = attempts(target, how, what, overrides, token);
      if (attempt.redirect() == null) {
        return attempt.answer();
      }
      boolean same = attempt.status() == 307 || attempt.status() == 308;
      target = attempt.redirect();
      how = same ? how : HttpMethod.GET;
      what = same ? what : Form.empty();
    }
    return new WebhookAnswer.Failed(url, DebuggerCode.TOO_MANY_REDIRECTS, "redirects in a circle");
  }

  /** {@code failure} is one of the words of {@code rp}, empty for none. */
  private record Attempt(
      WebhookAnswer answer, String failure, int status, @Nullable URI redirect) {}

  private Attempt attempts(
      URI url, HttpMethod method, Form form, ConnectionOverrides overrides, String token) {
    Attempt attempt = attempt(url, method, form, overrides, token);
    for (int left = overrides.retries(); left > 0; left--) {
      if (attempt.failure().isEmpty() || !overrides.retries(attempt.failure())) {
        break;
      }
      attempt = attempt(url, method, form, overrides, token);
    }
    return attempt;
  }

  private Attempt attempt(
      URI url, HttpMethod method, Form form, ConnectionOverrides overrides, String token) {
    OkHttpClient timed =
        http.newBuilder()
            .connectTimeout(overrides.connectMs(), TimeUnit.MILLISECONDS)
            .readTimeout(overrides.readMs(), TimeUnit.MILLISECONDS)
            .callTimeout(overrides.totalMs(), TimeUnit.MILLISECONDS)
            .build();
    try (Response response = timed.newCall(request(url, method, form, token)).execute()) {
      return read(url, response);
    } catch (IOException e) {
      boolean connecting =
          e instanceof ConnectException
              || e instanceof UnknownHostException
              || e instanceof SSLException
              || String.valueOf(e.getMessage()).startsWith("Connect timed out");
      DebuggerCode code = connecting ? DebuggerCode.HTTP_CONNECTION : DebuggerCode.HTTP_RETRIEVAL;
      var failed = new WebhookAnswer.Failed(url, code, String.valueOf(e.getMessage()));
      return new Attempt(failed, connecting ? "ct" : "rt", 0, null);
    } catch (IllegalArgumentException e) {
      var failed = new WebhookAnswer.Failed(url, DebuggerCode.HTTP_RETRIEVAL, "not a URL");
      return new Attempt(failed, "", 0, null);
    }
  }

  private Request request(URI url, HttpMethod method, Form form, String token) {
    URI target = method == HttpMethod.GET ? withQuery(url, form) : url;
    Form body = method == HttpMethod.GET ? Form.empty() : form;
    Request.Builder request =
        new Request.Builder()
            .url(HttpUrl.get(target.toString()))
            .header("User-Agent", "TwilioProxy/1.1")
            .header("Accept", "*/*")
            .header("I-Twilio-Idempotency-Token", token);
    signature.ifPresent(signer ->
        request.header("X-Twilio-Signature", signer.of(SignedUrl.ofWebhook(target), body)));
    return method == HttpMethod.GET
        ? request.get().build()
        : request.post(RequestBody.create(body.encoded(), FORM_TYPE)).build();
  }

  private static Attempt read(URI url, Response response) throws IOException {
    int status = response.code();
    String location = response.header("Location");
    if (status >= 300 && status < 400 && location != null) {
      URI next = url.resolve(location);
      return new Attempt(failed(url, status), "", status, next);
    }
    if (status < 200 || status >= 300) {
      String kind = status >= 500 ? "5xx" : status >= 400 ? "4xx" : "";
      return new Attempt(failed(url, status), kind, status, null);
    }
    ResponseBody body = response.peekBody(MAX_BODY);
    String type = response.header("Content-Type", "");
    String bare = (type == null ? "" : type).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return new Attempt(
        new WebhookAnswer.Answered(url, status, bare, body.string()), "", status, null);
  }

  private static WebhookAnswer failed(URI url, int status) {
    return new WebhookAnswer.Failed(url, DebuggerCode.HTTP_RETRIEVAL, "status " + status);
  }

  private static URI withQuery(URI url, Form form) {
    if (form.fields().isEmpty()) {
      return url;
    }
    String text = url.toString().replaceAll("#.*", "");
    return URI.create(text + (text.contains("?") ? "&" : "?") + form.encoded());
  }
}
