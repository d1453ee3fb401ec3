// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.webhook.SignedUrl;
import dev.trunkline.simulator.telephone.webhook.TwilioSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;

  private static SSLContext tls;
  private static X509TrustManager trust;

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path file = directory.resolve("gateway.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = load(file);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    trust = (X509TrustManager) trusted.getTrustManagers()[0];
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @Test
  void behindTlsEverythingIsAsInTheWorldOutside() throws Exception {
    TelephoneEnvironment real = TelephoneEnvironment.real();
    var trusting =
        new TelephoneEnvironment(
            real.clock(), real.nanoTime(), real.random(), tls.getSocketFactory(), trust);
    try (var gateway = new GatewayDouble(tls);
        var telephone =
            new Telephone(Phones.settings("SIM_TELEPHONE_ALLOW_WS", "false"), trusting)) {
      PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
      gateway.message("start");
      gateway.next(gateway.media);

      String signed = SignedUrl.ofStream(URI.create(gateway.mediaUrl()), true, false);
      assertThat(signed).startsWith("wss://localhost:");
      assertThat(gateway.next(gateway.handshakes))
          .containsEntry("x-twilio-signature", new TwilioSignature(Phones.TOKEN).of(signed));
      call.hangUp();
      gateway.message("stop");
      assertThat(gateway.next(gateway.closings).code()).isEqualTo(1000);
      call.awaitEnd(Phones.WAIT_MS);
      assertThat(call.debugger()).isEmpty();
    }
  }

  @Test
  void aSelfSignedCertificateIsRefused() throws Exception {
    try (var plain = new GatewayDouble();
        var secure = new GatewayDouble(tls);
        var telephone = Phones.telephone()) {
      PhoneCall webhook = telephone.call(CallRequest.inbound(secure.url("/twiml")));
      webhook.awaitEnd(Phones.WAIT_MS);
      assertThat(Phones.codes(webhook)).containsExactly(11205);

      plain.answer("twiml", request -> secure.connect(""));
      PhoneCall stream = telephone.call(CallRequest.inbound(plain.url("/twiml")));
      stream.awaitEnd(Phones.WAIT_MS);
      assertThat(Phones.codes(stream)).containsExactly(31910);
    }
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore result = KeyStore.getInstance("PKCS12");
    result.load(null, null);
    result.setKeyEntry(
        "gateway",
        store.getKey("gateway", PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        store.getCertificateChain("gateway"));
    // A key's own certificate is not trusted until it is entered as such.
    result.setCertificateEntry("trusted", store.getCertificate("gateway"));
    return result;
  }
}
