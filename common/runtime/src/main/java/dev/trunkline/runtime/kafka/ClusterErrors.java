// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Turns what the cluster answered at start into one line that names the setting to correct. */
final class ClusterErrors {
  private static final String SERVERS = SharedSettings.KAFKA_BOOTSTRAP_SERVERS.name();

  private final Settings settings;

  ClusterErrors(Settings settings) {
    this.settings = settings;
  }

  /** The error {@code e}, which {@code operation} on the named topic or group failed with. */
  InvalidSetting of(Throwable e, String operation, String name) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return switch (cause) {
      case SaslAuthenticationException rejected ->
          new InvalidSetting(
              oneOf("KAFKA_SASL_JAAS_CONFIG", "KAFKA_SASL_MECHANISM"),
              "is not accepted by the broker (" + rejected.getMessage() + ")",
              "correct the user and password, or the mechanism");
      case SslAuthenticationException failed ->
          new InvalidSetting(
              oneOf("KAFKA_SSL_TRUSTSTORE_LOCATION", "KAFKA_SECURITY_PROTOCOL"),
              "does not lead to a secure connection (" + root(failed).getMessage() + ")",
              "trust the authority that signed the broker's certificate");
      case GroupAuthorizationException denied -> missing("READ", "group " + name);
      case AuthorizationException denied ->
          missing(operation.toUpperCase(Locale.ROOT), "topic " + name);
      case InvalidReplicationFactorException rejected ->
          new InvalidSetting(
              TopicSettings.REPLICATION.name(),
              "is more than the cluster can provide (" + rejected.getMessage() + ")",
              "set it to at most the number of brokers");
      default ->
          new InvalidSetting(
              SERVERS,
              "names a broker that did not answer (" + describe(cause) + ")",
              "start the broker, or correct the address, KAFKA_SECURITY_PROTOCOL or"
                  + " KAFKA_SASL_MECHANISM");
    };
  }

  /** The user lacks the ACL {@code right} on {@code resource}. */
  InvalidSetting missing(String right, String resource) {
    return new InvalidSetting(
        oneOf("KAFKA_SASL_JAAS_CONFIG", "KAFKA_SSL_KEYSTORE_LOCATION"),
        "names a user who lacks the right to " + right + " on " + resource,
        "allow it at the broker; docs/kafka.md lists the rights of every service");
  }

  private String oneOf(String... variables) {
    return List.of(variables).stream()
        .filter(variable -> settings.variable(variable).isPresent())
        .findFirst()
        .orElse(SERVERS);
  }

  private static String describe(Throwable e) {
    Throwable root = root(e);
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
