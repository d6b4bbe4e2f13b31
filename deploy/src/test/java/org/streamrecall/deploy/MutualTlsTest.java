package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks every client for a certificate. */
@Timeout(120)
class MutualTlsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String PASSWORD = "of-the-key-store";

  private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    for (String name : List.of("broker", "client", "stranger")) {
      KeyPairs.create(folder, name, PASSWORD);
    }
    broker =
        EmbeddedBroker.startGuarded(
            "SSL",
            Map.of(
                "ssl.client.auth",
                "required",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                folder.resolve("broker.p12").toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                folder.resolve("client.pem").toString()),
            List.of());
    topics(stored("client")); // the first handshake of a process is not what is measured
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  private static Map<String, String> anybody() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("security.protocol", "SSL");
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", folder.resolve("broker.pem").toString());
    return properties;
  }

  private static Map<String, String> stored(String name) {
    Map<String, String> properties = anybody();
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put("ssl.keystore.location", folder.resolve(name + ".p12").toString());
    properties.put("ssl.keystore.password", PASSWORD);
    return properties;
  }

  /** Key and certificate in the properties themselves, as secrets come from a vault. */
  private static Map<String, String> written(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey(name, PASSWORD.toCharArray());
    Map<String, String> properties = anybody();
    properties.put("ssl.keystore.type", "PEM");
    properties.put(
        "ssl.keystore.key",
        "-----BEGIN PRIVATE KEY----- "
            + Base64.getEncoder().encodeToString(key.getEncoded())
            + " -----END PRIVATE KEY-----");
    properties.put(
        "ssl.keystore.certificate.chain",
        Files.readString(folder.resolve(name + ".pem")).replaceAll("\\R", " ").strip());
    return properties;
  }

  private static Invocation topics(Map<String, String> properties) throws Exception {
    Path file = folder.resolve("client.properties");
    List<String> lines =
        properties.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
    Files.write(file, lines);
    long began = System.nanoTime();
    Invocation topics =
        Invocation.of(
            "topics",
            "--bootstrap-servers",
            broker.guardedServers(),
            "--kafka-config",
            file,
            "--events",
            "in",
            "--out",
            "out",
            "--key",
            "k",
            "--like",
            "x",
            "--predict",
            "y");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    return topics;
  }

  @Test
  void shouldLetInWhoHasAKeyStore() throws Exception {
    Invocation topics = topics(stored("client"));
    assertThat(topics.status()).as(topics.err()).isZero();
    assertThat(topics.out()).contains("in\t4\tthere", "recall.models\t1\tthere");
  }

  @Test
  void shouldLetInWhoHasKeyAndCertificateAsText() throws Exception {
    Invocation topics = topics(written("client"));
    assertThat(topics.status()).as(topics.err()).isZero();
    assertThat(topics.out()).contains("out\t4\tthere");
  }

  @Test
  void shouldSayThatACertificateIsDemanded() throws Exception {
    Invocation refused = topics(anybody());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith(
            "streamrecall: Kafka at "
                + broker.guardedServers()
                + " lets in nobody without a certificate (")
        .endsWith(
            "); set the Kafka property ssl.keystore.location (with ssl.keystore.type, and its"
                + " passwords) to the client's key and certificate, or ssl.keystore.key and"
                + " ssl.keystore.certificate.chain to their texts in PEM\n");
  }

  @Test
  void shouldSayThatACertificateIsNotTrusted() throws Exception {
    Invocation refused = topics(stored("stranger"));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith(
            "streamrecall: Kafka at "
                + broker.guardedServers()
                + " does not accept the client's certificate (")
        .endsWith("); set the Kafka property ssl.keystore.location to one that it trusts\n");
  }
}
