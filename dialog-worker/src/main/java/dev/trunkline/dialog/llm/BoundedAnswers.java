// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/** Breaks off answers that are longer than any answer is, before they fill the memory. */
record BoundedAnswers(long mostBytes) implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    var bounded =
        new ForwardingSource(body.source()) {
          private long read;

          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long now = super.read(sink, byteCount);
            read += Math.max(0, now);
            if (read > mostBytes) {
              throw new IOException("the answer is longer than " + mostBytes + " bytes");
            }
            return now;
          }
        };
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(bounded), body.contentType(), body.contentLength()))
        .build();
  }
}
