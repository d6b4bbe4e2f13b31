package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Kafka is named on the command line; that it is reached is shown beside. */
class AccessOptionsTest {
  private static final String SECRET = "hunter2";
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(
              "run", "--events", "a", "--out", "b", "--key", "k", "--predict", "y", "--like", "x"),
          List.of("ask", "--like", "{}"),
          List.of("forget", "--context", "c"));

  @TempDir private Path folder;

  /** Also where the shell has split the rest of it into arguments of their own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.keystore.password",
        "source.ssl.key.password",
        "config.providers.vault.param.token"
      })
  void shouldTakeNoSecretFromTheCommandLine(String key) {
    for (List<String> command : COMMANDS) {
      assertThat(refused(2, command, "localhost:1", "--kafka", key + "=" + SECRET, SECRET + ";"))
          .startsWith("streamrecall: Invalid value for option '--kafka'")
          .contains(
              key
                  + " is secret, and others can read a command line; put it into a file, and name"
                  + " that with --kafka-config");
    }
  }

  @Test
  void shouldNotRepeatALoginAmongTheServers() {
    for (List<String> command : COMMANDS) {
      assertThat(refused(2, command, "alice:" + SECRET + "@localhost:9092"))
          .startsWith("streamrecall: Invalid value for option '--bootstrap-servers': the bootstrap")
          .contains("name host:port alone");
    }
  }

  @Test
  void shouldNameTheOptionOfWhatIsTheJobsOwn() {
    String sentence =
        "the Kafka property group.id is not taken: it is the job's own; use --name instead";
    Path file = write("group.id=mine\nsasl.jaas.config=" + SECRET);
    for (List<String> command : COMMANDS) {
      assertThat(refused(2, command, "localhost:1", "--kafka", "group.id=mine")).contains(sentence);
      assertThat(refused(1, command, "localhost:1", "--kafka-config", file.toString()))
          .isEqualTo("streamrecall: --kafka-config " + file + ": " + sentence + "\n");
    }
  }

  @Test
  void shouldSayWhatIsNoProperty() {
    for (List<String> command : COMMANDS) {
      assertThat(refused(2, command, "localhost:1", "--kafka", SECRET))
          .contains("it has no KEY=VALUE; write it as in --kafka security.protocol=SASL_SSL");
      assertThat(refused(2, command, "localhost:1", "--kafka", "security.protocol=TLS"))
          .contains("the Kafka property security.protocol is not taken: Invalid value TLS");
      assertThat(refused(1, command, "localhost:1", "--kafka-config", "nowhere"))
          .isEqualTo("streamrecall: --kafka-config nowhere does not exist; correct the path\n");
      Path file = write("a=\\u00x");
      assertThat(refused(1, command, "localhost:1", "--kafka-config", file.toString()))
          .contains(file + " is no file of properties");
    }
  }

  /** A file that only Kafka's client can judge. */
  @Test
  void shouldSayWhatTheClientDoesNotTake() {
    Path noLogin = write("security.protocol=SASL_SSL");
    Path noStore = write("security.protocol=SSL\nssl.truststore.location=/nowhere");
    Path torn = write("security.protocol=SASL_SSL\nsasl.jaas.config=x required a=" + SECRET);
    for (List<String> command : COMMANDS) {
      for (Path file : List.of(noLogin, torn)) {
        assertThat(refused(1, command, "localhost:1", "--kafka-config", file.toString()))
            .startsWith(
                "streamrecall: the Kafka property sasl.jaas.config is missing or cannot be read;");
      }
      assertThat(refused(1, command, "localhost:1", "--kafka-config", noStore.toString()))
          .startsWith("streamrecall: Kafka's client does not take its properties: ")
          .contains("/nowhere")
          .endsWith("; correct them, see --kafka-config\n");
    }
  }

  private Path write(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "client", ".properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refused(int status, List<String> command, String servers, String... more) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--bootstrap-servers", servers));
    line.addAll(List.of(more));
    Invocation refused = Invocation.of(line.toArray());
    assertThat(refused.err()).doesNotContain(SECRET).hasLineCount(1);
    assertThat(refused.status()).as(refused.err()).isEqualTo(status);
    return refused.err();
  }
}
