// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** Cookies are kept as long as the call. The newest of one name, domain and path counts. */
final class CookieJarOfCall implements CookieJar {
  private static final int MAX = 100;

  private final List<Cookie> cookies = new ArrayList<>();

  @Override
  public synchronized void saveFromResponse(HttpUrl url, List<Cookie> fresh) {
    for (Cookie cookie : fresh) {
      cookies.removeIf(old ->
          old.name().equals(cookie.name())
              && old.domain().equals(cookie.domain())
              && old.path().equals(cookie.path()));
      if (cookies.size() < MAX) {
        cookies.add(cookie);
      }
    }
  }

  @Override
  public synchronized List<Cookie> loadForRequest(HttpUrl url) {
    return cookies.stream().filter(cookie -> cookie.matches(url)).toList();
  }
}
