package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.streamrecall.client.KafkaAccess;

/** A broker that demands a login by SCRAM-SHA-512 over TLS, and what its users need to get in. */
final class SecuredBroker implements AutoCloseable {
  static final String PASSWORD = "Tr0ub4dor-3";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";
  private static final String STORE_PASSWORD = "of-the-key-store";

  private final EmbeddedBroker broker;
  private final Path folder;
  private final Path certificate;

  private SecuredBroker(EmbeddedBroker broker, Path folder, Path certificate) {
    this.broker = broker;
    this.folder = folder;
    this.certificate = certificate;
  }

  /**
   * @param folder for its certificate, of its own authority
   */
  static SecuredBroker start(Path folder) throws Exception {
    return start(folder, List.of("alice"), Map.of());
  }

  /**
   * @param users of whom each has the same password
   * @param more settings of the broker
   */
  static SecuredBroker start(Path folder, List<String> users, Map<String, String> more)
      throws Exception {
    Path store = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    KeyPairs.create(folder, "broker", STORE_PASSWORD);
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put("listener.name.guarded.scram-sha-512.sasl.jaas.config", LOGIN + ";");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", store.toString());
    settings.put("ssl.keystore.password", STORE_PASSWORD);
    EmbeddedBroker broker =
        EmbeddedBroker.startGuarded(
            "SASL_SSL",
            settings,
            users.stream()
                .map(user -> "SCRAM-SHA-512=[name=" + user + ",password=" + PASSWORD + "]")
                .toList());
    return new SecuredBroker(broker, folder, certificate);
  }

  /** Its secured port. */
  String servers() {
    return broker.guardedServers();
  }

  /** Its port without TLS and login. */
  String openServers() {
    return broker.bootstrapServers();
  }

  /** What a user needs. */
  Map<String, String> properties() {
    return properties("alice", "\"" + PASSWORD + "\"");
  }

  private Map<String, String> properties(String user, String password) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "SCRAM-SHA-512");
    properties.put(
        "sasl.jaas.config", LOGIN + " username=\"" + user + "\" password=" + password + ";");
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", certificate.toString());
    return properties;
  }

  KafkaAccess access() {
    return new KafkaAccess(servers(), properties());
  }

  /** The same of one of several users. */
  KafkaAccess access(String user) {
    return new KafkaAccess(servers(), properties(user, "\"" + PASSWORD + "\""));
  }

  /** The same as a file. */
  Path file(String user) {
    return write(user + ".properties", access(user).properties());
  }

  /** The same as a file, whose password stands in another one. */
  Path fileWithoutPassword() {
    Path secret = write("secret.properties", Map.of("password", PASSWORD));
    Map<String, String> properties = properties("alice", "\"${file:" + secret + ":password}\"");
    properties.put("config.providers", "file");
    properties.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    return write("client.properties", properties);
  }

  /** A file of properties. */
  Path write(String name, Map<String, String> properties) {
    List<String> lines = new ArrayList<>();
    properties.forEach((key, value) -> lines.add(key + "=" + value));
    try {
      return Files.write(folder.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
