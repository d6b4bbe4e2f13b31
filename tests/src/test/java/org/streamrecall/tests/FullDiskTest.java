package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.EmbeddedBroker;

/** A run whose state folder is on a disk that fills. */
@Timeout(180)
class FullDiskTest {
  @TempDir Path folder;
  private int sent;

  @Test
  void shouldEndWithTheRemedyAndAnswerAllOnceThereIsRoom() throws Exception {
    assumeTrue(ListeningSocket.areKnown());
    SmallDisk disk = SmallDisk.mount(folder, 256).orElse(null);
    assumeTrue(disk != null, "this machine gives its users no small disk");
    try (disk;
        EmbeddedBroker broker = EmbeddedBroker.start()) {
      LiveRun run = run(broker, disk);
      tell(broker, 10);
      try (KafkaReader reader = new KafkaReader(broker.bootstrapServers(), "out")) {
        reader.await(10);
        disk.fill();
        tell(broker, 10);
        assertThat(run.awaitEnd()).isEqualTo(1);
        String why =
            "a checkpoint failed: .*No space left on device; make room for "
                + disk.path()
                + " \\(0 bytes free\\)";
        assertThat(run.said().lines())
            .as(run.said())
            .filteredOn(line -> line.matches(why + "; tried again, 1 of 2 times"))
            .hasSize(1);
        assertThat(run.lastSaid())
            .matches(
                "streamrecall: "
                    + why
                    + ", then start it again; it has failed 2 times in a row without a whole"
                    + " checkpoint, and with the same --state it goes on where it was, exactly once");
        assertThat(answered(reader.await(10))).as("none was committed since").isEqualTo(10);

        disk.empty();
        LiveRun next = run(broker, disk);
        tell(broker, 10);
        assertThat(answered(reader.await(30))).isEqualTo(30);
        assertThat(next.said()).contains("going on from " + disk.path());
        next.cancel();
        next.awaitEnd();
      }
    }
  }

  private static LiveRun run(EmbeddedBroker broker, SmallDisk disk) throws Exception {
    Object[] more = {"--state", disk.path(), "--restarts", 2, "--checkpoint-interval", 200};
    return LiveRun.start(broker, "recall:in:out", "in", "out", more);
  }

  private void tell(EmbeddedBroker broker, int count) throws Exception {
    try (KafkaProducer<String, String> events =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int last = sent + count; sent < last; sent++) {
        String event = "{\"k\":\"key\",\"x\":%d,\"y\":%d}".formatted(sent, sent);
        events.send(new ProducerRecord<>("in", "key", event)).get();
      }
    }
  }

  /** How many are answered, each once and by a memory that has all before it. */
  private static int answered(List<ConsumerRecord<String, byte[]>> records) {
    List<String> answers = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      answers.add(new String(record.value(), StandardCharsets.UTF_8));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i))
          .startsWith("{\"k\":\"key\",\"x\":" + i + ",")
          .contains(i == 0 ? "\"status\":\"empty-context\"" : "\"tokens\":" + i);
    }
    return answers.size();
  }
}
