package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {
  @Test
  void shouldServeAndLeaveNothingBehind() throws Exception {
    Set<Path> before = folders();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("t", 3, (short) 1))).all().get();
      assertThat(admin.listTopics().names().get()).contains("t");
      assertThat(folders()).hasSize(before.size() + 1);
    }
    assertThat(folders()).isEqualTo(before);
    requireNoThreadOfKafka();
  }

  @Test
  void shouldLeaveNothingBehindIfItDoesNotStart() throws IOException {
    Set<Path> before = folders();
    int controllerPort = freePort();
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.start(port, controllerPort))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "the embedded Kafka broker did not start at localhost:" + port + ": ")
          .hasMessageEndingWith(
              "; try again, or use a broker of your own with --bootstrap-servers");
    }
    assertThat(folders()).isEqualTo(before);
    requireNoThreadOfKafka();
  }

  @Test
  void shouldRefuseAPortInUse() throws IOException {
    Set<Path> before = folders();
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.start(port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "port "
                  + port
                  + " on localhost is in use; stop what listens there or choose another port");
    }
    assertThat(folders()).isEqualTo(before);
  }

  private static int freePort() throws IOException {
    try (var free = new java.net.ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void requireNoThreadOfKafka() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && !thread.isDaemon())
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches("(?i).*(kafka|raft|broker|controller|log-|data-plane).*"));
  }

  /** This process's: others may run tests too. */
  private static Set<Path> folders() throws IOException {
    String prefix = "streamrecall-kafka-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toSet());
    }
  }
}
