package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.FreePorts;
import org.streamrecall.deploy.Invocation;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.tests.CommittedTopic;

/** A Kafka to try things on, and the topics of a job in it. */
@Timeout(180)
class BrokerCommandTest {
  private static final List<String> JOB = List.of("--events", "payments", "--out", "judged");

  private final int port = new FreePorts(new Random()).next();

  @TempDir Path folder;

  private ChildProcess broker(String name) throws Exception {
    Path records = folder.resolve("records");
    ChildProcess broker =
        ChildProcess.start(
            name,
            folder.resolve(name + ".log"),
            System.getProperty("java.class.path"),
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
            StreamRecall.class.getName(),
            List.of("broker", "--port", Integer.toString(port), "--dir", records.toString()));
    while (!broker.output().contains("Kafka listens at " + servers() + ", its records in ")) {
      broker.requireAlive();
      Thread.sleep(50);
    }
    return broker;
  }

  private String servers() {
    return "localhost:" + port;
  }

  private String topics() {
    List<String> args = new ArrayList<>(List.of("topics", "--bootstrap-servers", servers()));
    args.addAll(JOB);
    args.addAll(List.of("--key", "card", "--like", "shop", "--predict", "amount"));
    args.addAll(List.of("--partitions", "3"));
    return said(args);
  }

  private static String said(List<String> args) {
    Invocation call = Invocation.of(args.toArray());
    assertThat(call.status()).as(call.err()).isZero();
    return call.out() + call.err();
  }

  @Test
  void shouldKeepWhatItWasSentAndMakeTopicsOnce() throws Exception {
    try (ChildProcess first = broker("first")) {
      assertThat(topics())
          .contains("judged\t3\tcreated", "payments\t3\tcreated", "recall.models\t1\tcreated")
          .doesNotContain("there", "recall.tokens");
      produce();
      first.terminate(30);
    }
    try (ChildProcess second = broker("second")) {
      assertThat(topics()).contains("payments\t3\tthere").doesNotContain("created");
      assertThat(payments())
          .containsEntry("007", "{\"card\":\"007\",\"shop\":\"s\",\"amount\":1.5}")
          .containsOnlyKeys("007", "8");
      Invocation third = Invocation.of("broker", "--port", port);
      assertThat(third.status()).isEqualTo(1);
      assertThat(third.err())
          .contains("port " + port + " is in use; stop what listens there, or give another");
      second.terminate(30);
    }
  }

  private void produce() throws Exception {
    Path file = folder.resolve("payments.csv");
    Files.writeString(file, "card;shop;amount\n007;s;1,5\n8;s;2\n");
    List<String> args = new ArrayList<>(List.of("produce", file.toString(), "--rate", "100"));
    args.addAll(List.of("--topic", "payments", "--key", "card", "--bootstrap-servers", servers()));
    assertThat(said(args)).contains("2 events are sent to payments");
  }

  /** Two, by key. */
  private Map<String, String> payments() throws Exception {
    Map<String, String> all = new TreeMap<>();
    try (var payments =
        CommittedTopic.read(
            servers(), "payments", new StringDeserializer(), new StringDeserializer())) {
      for (int i = 0; i < 100 && all.size() < 2; i++) {
        payments
            .poll(Duration.ofMillis(200))
            .forEach(payment -> all.put(payment.key(), payment.value()));
      }
    }
    return all;
  }
}
