// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Why a cluster does not let a service work, in a line that says whose setting to look at. */
final class ClusterErrors {
  private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

  private final Settings settings;

  ClusterErrors(Settings settings) {
    this.settings = settings;
  }

  /** The cluster answered with {@code e}, or not at all, when asked to {@code act} on a thing. */
  InvalidSetting of(Throwable e, String act, String thing) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return switch (cause) {
      case SaslAuthenticationException refused ->
          new InvalidSetting(
              oneOf("KAFKA_SASL_JAAS_CONFIG", "KAFKA_SASL_MECHANISM"),
              "is not accepted by the broker (" + refused.getMessage() + ")",
              "correct the user and password, or the mechanism");
      case SslAuthenticationException refused ->
          new InvalidSetting(
              oneOf("KAFKA_SSL_TRUSTSTORE_LOCATION", "KAFKA_SECURITY_PROTOCOL"),
              "does not lead to a secure connection (" + root(refused).getMessage() + ")",
              "trust the authority that signed the broker's certificate");
      case GroupAuthorizationException refused -> missing("READ", "group " + thing);
      case AuthorizationException refused ->
          missing(act.toUpperCase(Locale.ROOT), "topic " + thing);
      case InvalidReplicationFactorException refused ->
          new InvalidSetting(
              "TOPICS_REPLICATION",
              "cannot be had (" + refused.getMessage() + ")",
              "set it to at most the number of brokers");
      default ->
          new InvalidSetting(
              SERVERS,
              "names a broker that did not answer (" + describe(cause) + ")",
              "start the broker, or correct the address, KAFKA_SECURITY_PROTOCOL or"
                  + " KAFKA_SASL_MECHANISM");
    };
  }

  /** The user has no right to {@code right} on {@code thing}. */
  InvalidSetting missing(String right, String thing) {
    return new InvalidSetting(
        oneOf("KAFKA_SASL_JAAS_CONFIG", "KAFKA_SSL_KEYSTORE_LOCATION"),
        "names a user who lacks the right to " + right + " on " + thing,
        "allow it at the broker; docs/kafka.md lists the rights of every service");
  }

  private String oneOf(String... variables) {
    return List.of(variables).stream()
        .filter(variable -> settings.text(variable).isPresent())
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
