package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaAlarms;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.RecallModel;

/** A job's topic of alarms beside the file that a replay of the same events writes. */
class AlarmsPipelineTest {
  private static final int EACH = 400;
  private static final int BYTES = 4096;
  private static final RecallModel MODEL =
      EventSchema.of("machine", "at", "category(mode), load", "power", null).untrained();

  /** Of some machines in turn, each of which draws far too much power now and then. */
  private static List<String> events() {
    Random random = new Random(7);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      for (int m = 0; m < 4; m++) {
        int mode = random.nextInt(3);
        double load = random.nextDouble();
        double power = 10 * mode + 5 * load * m + random.nextGaussian() / 5;
        boolean odd = i > EACH / 2 && (i + 10 * m) % 60 < 2;
        events.add(
            String.format(
                Locale.ROOT,
                "{\"machine\":\"m%d\",\"at\":%d,\"mode\":\"r%d\",\"load\":%.3f,\"power\":%.3f}",
                m,
                1_700_000_000_000L + 1000L * i,
                mode,
                load,
                odd ? power + 60 : power));
      }
    }
    return events;
  }

  private static List<String> replayed(Path folder, List<String> events) throws Exception {
    Path model = Files.write(folder.resolve("model.safetensors"), MODEL.toBytes());
    Path file = Files.write(folder.resolve("events.jsonl"), events);
    Path alarms = folder.resolve("alarms.jsonl");
    List<String> args = new ArrayList<>(List.of("replay", file.toString()));
    args.addAll(List.of("--model", model.toString(), "--sketch-bytes", "" + BYTES));
    args.addAll(List.of("--alarms", alarms.toString(), "--false-alarms", "1/100"));
    args.addAll(List.of("--least-deviation", "2", "--cool-down", "3"));
    args.addAll(List.of("--out", folder.resolve("answered.jsonl").toString()));
    assertThat(StreamRecall.execute(args.toArray(String[]::new))).isZero();
    return Files.readAllLines(alarms);
  }

  private static <T> Map<String, List<String>> byKey(
      List<T> all, Function<T, String> key, Function<T, String> text) {
    return all.stream()
        .collect(Collectors.groupingBy(key, Collectors.mapping(text, Collectors.toList())));
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  /** {@code {"id":"m3/1/..}. */
  private static String keyOf(String line) {
    return line.substring(7, line.indexOf('/'));
  }

  @Test
  void shouldRaiseInAJobWhatAReplayRaises(@TempDir Path folder) throws Exception {
    List<String> events = events();
    List<String> replayed = replayed(folder, events);
    assertThat(replayed).hasSizeGreaterThan(16);
    Topics topics = Topics.withPrefix("alarming");
    EventTopics between =
        new EventTopics("machines", "machines.answered")
            .withAlarms(new KafkaAlarms("machines.alarms", new AlarmRule(.01, 2, 1e-6, 3)));
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(2);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      StreamExecutionEnvironment environment = cluster.environment();
      JobOptions options =
          JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, "alarming"))
              .withSketchBytes(BYTES)
              .withPartitions(2)
              .withCheckpointInterval(Duration.ofMillis(200));
      RecallJob.build(environment, MODEL, options, between);
      LocalJob job = cluster.submit(environment, "alarming");
      job.awaitRunning(Duration.ofSeconds(30));
      try (KafkaReader answered = new KafkaReader(broker.bootstrapServers(), between.out());
          KafkaReader alarms = new KafkaReader(broker.bootstrapServers(), "machines.alarms")) {
        for (String event : events) {
          producer.send(
              new ProducerRecord<>(
                  between.in(), event.substring(12, 14), event.getBytes(StandardCharsets.UTF_8)));
        }
        answered.await(events.size());
        List<ConsumerRecord<String, byte[]>> raised = alarms.await(replayed.size());
        assertThat(byKey(raised, ConsumerRecord::key, AlarmsPipelineTest::text))
            .isEqualTo(byKey(replayed, AlarmsPipelineTest::keyOf, line -> line));
      }
      job.cancel();
    }
  }
}
