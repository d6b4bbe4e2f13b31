package org.streamrecall.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.utils.Utils;

/**
 * The first call of a Kafka, which says in the user's words why nobody answers.
 *
 * @param access that is called
 * @param configuration of the client that calls
 * @param named what the servers are called where they are given
 */
record Connecting(KafkaAccess access, Properties configuration, String named) {
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  /** After which a broker that is there would have answered. */
  private static final Duration SOON = Duration.ofSeconds(3);

  /** A login over TLS may take long on a busy machine. */
  private static final Duration LOGIN = Duration.ofSeconds(27);

  private static final String TLS_SPOKEN =
      "speaks TLS, and was called in plain text; set the Kafka property security.protocol to";

  /**
   * @throws IllegalStateException if no broker answers
   */
  Admin open() {
    Properties properties = new Properties();
    properties.putAll(configuration);
    String millis = Long.toString(PATIENCE.toMillis());
    // What is pending holds up a close, for a minute by default.
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    if (isPlainText() && firstPort(PortProbe::answersPlainTextWithTls)) {
      throw new IllegalStateException(at() + TLS_SPOKEN + protocolWithTls());
    }
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw uncreated(e);
    }
    try {
      int last = (int) LOGIN.toMillis();
      await(admin.describeCluster(new DescribeClusterOptions().timeoutMs(last)).nodes());
      return admin;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  private void await(KafkaFuture<?> answer) {
    try {
      try {
        answer.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        requireProtocol(e);
        awaitLate(answer);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthenticationException refused) {
        throw new IllegalStateException(
            at() + LoginRefused.sentence(refused, isCertified()), refused);
      }
      requireProtocol(e);
      throw silent(e);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  private void awaitLate(KafkaFuture<?> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      answer.get(PATIENCE.minus(SOON).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (!asksLogin() || !isThere()) {
        throw e;
      }
      answer.get(LOGIN.minus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Of what cannot be created only the servers are not the properties' fault. */
  private IllegalStateException uncreated(KafkaException e) {
    List<String> causes = new ArrayList<>();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      causes.add(String.valueOf(cause.getMessage()));
    }
    String all = String.join(": ", causes);
    if (all.toLowerCase(Locale.ROOT).contains("bootstrap")) {
      return nobody(e);
    }
    if (all.toLowerCase(Locale.ROOT).contains("jaas")) { // may repeat what is written there
      return new IllegalStateException(
          "the Kafka property sasl.jaas.config is missing or cannot be read; write it as in"
              + " org.apache.kafka.common.security.scram.ScramLoginModule required"
              + " username=\"..\" password=\"..\";");
    }
    return new IllegalStateException(
        "Kafka's client does not take its properties: "
            + causes.get(causes.size() - 1)
            + "; correct them, see --kafka-config",
        e);
  }

  private IllegalStateException nobody(Exception e) {
    return new IllegalStateException(
        "no Kafka broker answers at "
            + access.bootstrapServers()
            + "; start one or correct "
            + named,
        e);
  }

  private String at() {
    return "Kafka at " + access.bootstrapServers() + " ";
  }

  /** Throws if a port speaks something else than was configured. */
  private void requireProtocol(Exception e) {
    String wrong = null;
    if (isPlainText() && firstPort(PortProbe::speaksTls)) {
      wrong = TLS_SPOKEN + protocolWithTls();
    } else if (isTls() && firstPort(PortProbe::speaksPlainText)) {
      wrong =
          "speaks plain text, and was called with TLS (security.protocol="
              + protocol()
              + "); name its port for TLS in "
              + named
              + ", or set the Kafka property security.protocol to "
              + (asksLogin() ? "SASL_PLAINTEXT" : "PLAINTEXT");
    }
    if (wrong != null) {
      throw new IllegalStateException(at() + wrong, e);
    }
  }

  /** A broker that asks for a login ends a connection without one, and says nothing. */
  private IllegalStateException silent(Exception e) {
    if (!isThere()) {
      return nobody(e);
    }
    if (asksLogin()) {
      return new IllegalStateException(
          at() + "is there but does not answer; see whether the broker is well, and try again", e);
    }
    return new IllegalStateException(
        at()
            + "is there but answers nothing, as where a login is asked for; set the Kafka properties"
            + " security.protocol (to SASL_"
            + protocol()
            + "), sasl.mechanism and sasl.jaas.config, or see whether the broker is well",
        e);
  }

  private boolean isThere() {
    return isPlainText() && firstPort(PortProbe::speaksPlainText)
        || isTls() && firstPort(PortProbe::speaksTls);
  }

  private String protocolWithTls() {
    return asksLogin() ? " SASL_SSL" : " SSL, or to SASL_SSL if it asks for a login";
  }

  /** As Kafka reads it; what a provider of values fills in is none that is known here. */
  private String protocol() {
    return configuration
        .getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
        .strip()
        .toUpperCase(Locale.ROOT);
  }

  private boolean isPlainText() {
    return protocol().endsWith("PLAINTEXT");
  }

  private boolean isTls() {
    return protocol().endsWith("SSL");
  }

  private boolean isCertified() {
    return configuration.containsKey(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
        || configuration.containsKey(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
  }

  private boolean asksLogin() {
    return protocol().startsWith("SASL_");
  }

  /** The first alone: the others are of the same Kafka. */
  private boolean firstPort(Predicate<PortProbe> test) {
    String server = access.bootstrapServers().split(",")[0].strip();
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    return host != null && port != null && test.test(new PortProbe(host, port));
  }
}
