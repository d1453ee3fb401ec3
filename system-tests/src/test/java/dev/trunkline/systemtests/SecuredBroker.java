// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker as a company runs it: a listener with SASL over TLS, its certificate made now, and an
 * authoriser that allows nothing by itself. On its other listener everybody is the administrator.
 */
final class SecuredBroker implements AutoCloseable {
  private static final String STORE_PASSWORD = "not-a-secret";
  private static final int ITERATIONS = 4096;

  private final Path directory;
  private final int port;
  private final EmbeddedBroker broker;
  private final Admin admin;

  private SecuredBroker(Path directory) throws Exception {
    this.directory = directory;
    certify("broker", "trust");
    certify("stranger", "strangers-trust");
    port = FreePort.find();
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, properties());
    Settings settings = Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    admin = KafkaClients.from(settings).admin(Duration.ofSeconds(20));
  }

  static SecuredBroker start(Path directory) throws Exception {
    return new SecuredBroker(directory);
  }

  /** Allows all of {@code acls}. */
  void allow(Collection<AclBinding> acls) throws Exception {
    admin.createAcls(acls).all().get(20, TimeUnit.SECONDS);
  }

  /** Gives users their passwords, which are their names backwards. */
  void admit(Collection<String> users) throws Exception {
    List<UserScramCredentialAlteration> credentials = new ArrayList<>();
    for (String user : users) {
      credentials.add(
          new UserScramCredentialUpsertion(
              user,
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
              password(user).getBytes(UTF_8)));
    }
    admin.alterUserScramCredentials(credentials).all().get(20, TimeUnit.SECONDS);
  }

  /** What the administrator's clients need. */
  Map<String, String> administrator() {
    return Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
  }

  /** What a user sets in the environment. */
  Map<String, String> user(String user) {
    return user(user, password(user), "trust");
  }

  Map<String, String> userWithPassword(String user, String password) {
    return user(user, password, "trust");
  }

  Map<String, String> userWhoTrustsOthers(String user) {
    return user(user, password(user), "strangers-trust");
  }

  private Map<String, String> user(String user, String password, String trust) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        "127.0.0.1:" + port,
        "KAFKA_SECURITY_PROTOCOL",
        "SASL_SSL",
        "KAFKA_SASL_MECHANISM",
        "SCRAM-SHA-512",
        "KAFKA_SASL_JAAS_CONFIG",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + user
            + "\" password=\""
            + password
            + "\";",
        "KAFKA_SSL_TRUSTSTORE_LOCATION",
        directory.resolve(trust + ".p12").toString(),
        "KAFKA_SSL_TRUSTSTORE_PASSWORD",
        STORE_PASSWORD);
  }

  static String password(String user) {
    return new StringBuilder(user).reverse().toString();
  }

  private Map<String, String> properties() {
    var p = new HashMap<String, String>();
    p.put("listeners", "OUTSIDE://127.0.0.1:" + port);
    p.put("advertised.listeners", "OUTSIDE://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "OUTSIDE:SASL_SSL");
    p.put("listener.name.outside.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    p.put(
        "listener.name.outside.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    p.put("listener.name.outside.ssl.keystore.location", directory.resolve("broker.p12") + "");
    p.put("listener.name.outside.ssl.keystore.password", STORE_PASSWORD);
    p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.put("super.users", "User:ANONYMOUS");
    return p;
  }

  /** A key with a certificate for this machine, and a trust store that holds the certificate. */
  private void certify(String owner, String trust) throws Exception {
    Path keys = directory.resolve(owner + ".p12");
    Path certificate = directory.resolve(owner + ".pem");
    keytool(
        "-genkeypair -alias it -keyalg EC -validity 2 -dname CN=localhost"
            + " -ext SAN=dns:localhost,ip:127.0.0.1 -keystore "
            + keys);
    keytool("-exportcert -rfc -alias it -keystore " + keys + " -file " + certificate);
    keytool(
        "-importcert -noprompt -alias it -file "
            + certificate
            + " -keystore "
            + directory.resolve(trust + ".p12"));
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of("-storepass", STORE_PASSWORD, "-storetype", "PKCS12"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
