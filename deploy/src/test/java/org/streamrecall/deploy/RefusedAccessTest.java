package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;

/** Who may not get in is told why, in one sentence and soon. */
@Execution(ExecutionMode.CONCURRENT) // each of them waits, some for long
class RefusedAccessTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration AT_LAST = Duration.ofSeconds(20);

  private static final AtomicInteger FILES = new AtomicInteger();

  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = SecuredBroker.start(folder);
    // The first login of a process loads half of the JDK, which is not what is measured.
    broker.access().connect("its servers").close();
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void shouldSayThatThePasswordIsWrong() {
    Map<String, String> properties = broker.properties();
    properties.replaceAll((key, value) -> value.replace(SecuredBroker.PASSWORD, "hunter2"));
    assertRefused(
        broker.servers(),
        properties,
        "refuses the login (Authentication failed during authentication due to invalid credentials"
            + " with SASL mechanism SCRAM-SHA-512); correct user and password in the Kafka property"
            + " sasl.jaas.config");
  }

  @Test
  void shouldSayThatTheMechanismIsAnother() {
    Map<String, String> properties = broker.properties();
    properties.put("sasl.mechanism", "SCRAM-SHA-256");
    assertRefused(
        broker.servers(),
        properties,
        "knows no login of this kind (Client SASL mechanism 'SCRAM-SHA-256' not enabled in the"
            + " server, enabled mechanisms are [SCRAM-SHA-512]); set the Kafka property"
            + " sasl.mechanism to one that it does");
  }

  /** Of the JDK's own authorities none has signed it. */
  @Test
  void shouldSayThatTheCertificateIsNotTrusted() {
    Map<String, String> properties = broker.properties();
    properties.keySet().removeIf(key -> key.startsWith("ssl.truststore"));
    assertRefused(
        broker.servers(),
        properties,
        "shows a certificate that is not trusted (unable to find valid certification path to"
            + " requested target); set the Kafka property ssl.truststore.location (with"
            + " ssl.truststore.type, and ssl.truststore.password if it has one) to the certificate"
            + " of who signed it");
  }

  @Test
  void shouldSayThatTheCertificateIsOfAnotherHost() {
    assertRefused(
        broker.servers().replace("localhost", "127.0.0.1"),
        broker.properties(),
        "shows a certificate that is not its own (No subject alternative names matching IP address"
            + " 127.0.0.1 found); name the brokers as their certificates do");
  }

  @Test
  void shouldSayThatPlainTextMeetsTls() {
    assertRefused(
        broker.servers(),
        Map.of(),
        "speaks TLS, and was called in plain text; set the Kafka property security.protocol to SSL,"
            + " or to SASL_SSL if it asks for a login");
  }

  @Test
  void shouldSayThatTlsMeetsPlainText() {
    assertRefused(
        broker.openServers(),
        broker.properties(),
        "speaks plain text, and was called with TLS (security.protocol=SASL_SSL); name its port for"
            + " TLS in --bootstrap-servers, or set the Kafka property security.protocol to"
            + " SASL_PLAINTEXT");
  }

  @Test
  void shouldSayThatNoLoginIsAskedFor() {
    Map<String, String> properties = broker.properties();
    properties.put("security.protocol", "SASL_PLAINTEXT");
    assertRefused(
        broker.openServers(),
        properties,
        "asks for no login at this port (Unexpected handshake request with client mechanism"
            + " SCRAM-SHA-512, enabled mechanisms are []); name another port, or set the Kafka"
            + " property security.protocol to SSL or PLAINTEXT");
  }

  /** It takes as long as a broker is waited for: one that says nothing may be slow. */
  @Test
  void shouldSayThatALoginIsAskedFor() {
    Map<String, String> properties = broker.properties();
    properties.put("security.protocol", "SSL");
    assertRefused(
        broker.servers(),
        properties,
        "is there but answers nothing, as where a login is asked for; set the Kafka properties"
            + " security.protocol (to SASL_SSL), sasl.mechanism and sasl.jaas.config, or see whether"
            + " the broker is well",
        AT_LAST);
  }

  /** A job is not started whose sinks would not get in; it has looked for others of its name. */
  @Test
  void shouldSayThatTheSinksDoNotGetIn() {
    Map<String, String> properties = broker.properties();
    properties.put(
        "sink.sasl.jaas.config",
        properties.get("sasl.jaas.config").replace(SecuredBroker.PASSWORD, "hunter2"));
    Path file = broker.write("sink.properties", properties);
    assertThat(refused(broker.servers(), "run", file, AT_LAST)).contains(" refuses the login ");
  }

  private static void assertRefused(
      String servers, Map<String, String> properties, String sentence) {
    assertRefused(servers, properties, sentence, SOON);
  }

  private static void assertRefused(
      String servers, Map<String, String> properties, String sentence, Duration limit) {
    String all = "Kafka at " + servers + " " + sentence;
    Path file = broker.write("refused-" + FILES.incrementAndGet() + ".properties", properties);
    assertThat(refused(servers, "run", file, limit)).isEqualTo("streamrecall: " + all + "\n");
    String named = all.replace("--bootstrap-servers", "the bootstrap servers");
    assertThat(refused(servers, "ask", file, limit)).isEqualTo("streamrecall: " + named + "\n");
    long began = System.nanoTime();
    KafkaAccess access = new KafkaAccess(servers, properties);
    assertThatThrownBy(() -> RecallClient.connect(access, Topics.defaults()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(named);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
  }

  private static String refused(String servers, String command, Path file, Duration limit) {
    List<String> line = new ArrayList<>(List.of(command, "--bootstrap-servers", servers));
    line.addAll(List.of("--kafka-config", file.toString(), "--like"));
    line.addAll(
        command.equals("run")
            ? List.of("x", "--events", "a", "--out", "b", "--key", "k", "--predict", "y")
            : List.of("{}"));
    long began = System.nanoTime();
    Invocation refused = Invocation.of(line.toArray());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
    assertThat(refused.status()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).doesNotContain("hunter2", SecuredBroker.PASSWORD);
    return refused.err();
  }
}
