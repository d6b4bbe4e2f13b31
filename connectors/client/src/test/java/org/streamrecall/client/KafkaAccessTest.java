package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAccessTest {
  private static final KafkaAccess OPEN = KafkaAccess.of("localhost:9092");

  @Test
  void shouldReachTheClientsThatKnowAProperty() {
    KafkaAccess access =
        OPEN.with(
            Map.of(
                "security.protocol", "SSL",
                "linger.ms", "7",
                "fetch.min.bytes", "9",
                "my.interceptor.level", "3"));
    for (var client :
        List.of(
            access.admin(Map.of()),
            access.consumer(Map.of()),
            access.producer(Map.of()),
            access.source(Map.of()),
            access.sink(Map.of()))) {
      assertThat(client)
          .containsEntry("bootstrap.servers", "localhost:9092")
          .containsEntry("security.protocol", "SSL")
          .containsEntry("my.interceptor.level", "3");
    }
    assertThat(access.producer(Map.of("linger.ms", 0))).containsEntry("linger.ms", "7");
    assertThat(access.sink(Map.of())).containsEntry("linger.ms", "7");
    assertThat(access.consumer(Map.of())).doesNotContainKey("linger.ms");
    assertThat(access.source(Map.of())).doesNotContainKey("linger.ms");
    assertThat(access.source(Map.of())).containsEntry("fetch.min.bytes", "9");
    assertThat(access.admin(Map.of())).doesNotContainKeys("linger.ms", "fetch.min.bytes");
    assertThat(access.consumer(Map.of("fetch.max.wait.ms", 100)))
        .containsEntry("fetch.max.wait.ms", "100");
  }

  @Test
  void shouldKeepWhatIsOfSourcesOrSinksToThem() {
    KafkaAccess access =
        OPEN.with(
            Map.of(
                "security.protocol", "SSL",
                "source.security.protocol", "SASL_SSL",
                "sink.linger.ms", "7"));
    assertThat(access.source(Map.of())).containsEntry("security.protocol", "SASL_SSL");
    assertThat(access.sink(Map.of("linger.ms", "1")))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "7");
    assertThat(access.producer(Map.of())).doesNotContainKeys("linger.ms", "sink.linger.ms");
    assertThat(access.admin(Map.of()))
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKey("source.security.protocol");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, --bootstrap-servers",
    "group.id, --name",
    "transactional.id, --name",
    "transaction.timeout.ms, --transaction-timeout",
    "sink.max.request.size, --max-request-size",
    "source.auto.offset.reset, --start",
  })
  void shouldNameTheOptionOfWhatIsTheJobsOwn(String key, String option) {
    assertRefused(
        key,
        "1",
        "the Kafka property "
            + key
            + " is not taken: it is the job's own; use "
            + option
            + " instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key.serializer",
        "value.deserializer",
        "isolation.level",
        "enable.auto.commit",
        "source.group.protocol"
      })
  void shouldRefuseWhatTheJobSetsItself(String key) {
    assertRefused(
        key,
        "1",
        "the Kafka property " + key + " is not taken: the job sets it itself; leave it out");
  }

  @Test
  void shouldRefuseAValueThatKafkaDoesNotTake() {
    assertThatThrownBy(() -> OPEN.with(Map.of("security.protocol", "SASLSSL")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the Kafka property security.protocol is not taken: Invalid value SASLSSL")
        .hasMessageEndingWith("; correct it");
    assertThatThrownBy(() -> OPEN.with(Map.of("sink.linger.ms", "soon")))
        .hasMessageStartingWith(
            "the Kafka property sink.linger.ms is not taken: Invalid value soon");
    OPEN.with(Map.of("security.protocol", "${file:/etc/kafka:protocol}"));
  }

  @Test
  void shouldRefuseALoginAmongTheServersAndNotRepeatIt() {
    assertThatThrownBy(() -> KafkaAccess.of("alice:hunter2@localhost:9092"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port alone")
        .hasMessageContaining("sasl.jaas.config")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldShowNoSecret() {
    KafkaAccess access =
        OPEN.with(
            Map.of(
                "sasl.jaas.config", "hunter2",
                "sink.ssl.keystore.key", "hunter2",
                "config.providers.vault.param.token", "hunter2",
                "sasl.mechanism", "PLAIN"));
    assertThat(access.toString())
        .doesNotContain("hunter2")
        .contains("sasl.jaas.config=[hidden]", "sasl.mechanism=PLAIN");
    assertThat(KafkaAccess.isSecret("ssl.key.password")).isTrue();
    assertThat(KafkaAccess.isSecret("sasl.oauthbearer.token.endpoint.url")).isFalse();
  }

  @Test
  void shouldTellWhatNoClientKnows() {
    assertThat(
            KafkaKeys.unknown(
                Set.of(
                    "secruity.protocol",
                    "source.linger.ms",
                    "sink.linger.ms",
                    "ssl.truststore.location",
                    "config.providers",
                    "config.providers.file.class")))
        .containsExactly("secruity.protocol", "source.linger.ms");
    assertThat(
            KafkaKeys.unknown(
                Set.of("sasl.login.callback.handler.class", "my.handler.url", "nonsense")))
        .containsExactly("nonsense");
  }

  @Test
  void shouldTravelWithTheJob() throws Exception {
    KafkaAccess access = OPEN.with(Map.of("security.protocol", "SSL"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(access);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(access);
    }
  }

  private static void assertRefused(String key, String value, String message) {
    assertThatThrownBy(() -> OPEN.with(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
