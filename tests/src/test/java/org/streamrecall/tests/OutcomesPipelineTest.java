package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.LateOutcomes;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;

/** Payments on one topic, what was lost by them on another: through a real Kafka. */
class OutcomesPipelineTest {
  private static final int BYTES = 16_384;
  private static final int EACH = 30;
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(merchant), amount", "loss", null);
  private static final RecallModel MODEL = SCHEMA.untrained();
  private static final LateOutcomes LATE =
      new LateOutcomes("losses", "payment", Duration.ofDays(1), 40);

  private static String payment(int i) {
    return "{\"card\":\"c\",\"payment\":\"p%d\",\"at\":%d,\"merchant\":\"m%d\",\"amount\":%d}"
        .formatted(i, 1000 * i, i % 3, i * 7 % 11);
  }

  /** All are known after the first half of the payments, and before the others. */
  private static String loss(int i) {
    return "{\"card\":\"c\",\"payment\":\"p%d\",\"at\":%d,\"loss\":%d}"
        .formatted(i, 1000 * (EACH - 1) + 1 + i, 10 * (i % 3) + i * 7 % 11);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What one memory says outside of any job: payments, their losses, then more payments.
   *
   * @param refs whether it is told where payments were read
   */
  private static List<String> expected(boolean refs) {
    Waiting waiting = new Waiting(LATE.most(), LATE.longest().toMillis());
    EventMemory memory = new EventMemory(MODEL, BYTES, true, Decay.NONE, waiting);
    EventJson json = new EventJson(SCHEMA, LATE.id());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 2 * EACH; i++) {
      if (i == EACH) {
        for (int o = 0; o < EACH; o++) {
          JudgedOutcome judged = memory.outcome(json.read(utf8(loss(o)), null));
          all.add(text(JudgedJson.judged(judged, "card", LATE.id())));
        }
      }
      String ref = refs ? "payments-0-" + i : null;
      var judgement = memory.tell(json.read(utf8(payment(i)), ref));
      all.add(text(JudgedJson.answered(utf8(payment(i)), judgement, MODEL.id())));
    }
    return all;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** The same lines as in the topic, but for what only a topic has: places to refer to. */
  @Test
  void shouldAnswerFromFilesAsFromTopics(@TempDir Path folder) throws Exception {
    List<String> payments = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (int i = 0; i < 2 * EACH; i++) {
      payments.add(payment(i));
      if (i < EACH) {
        losses.add(0, loss(i));
      }
    }
    Path answered = folder.resolve("answered.jsonl");
    int status =
        StreamRecall.execute(
            "replay",
            Files.write(folder.resolve("payments.jsonl"), payments).toString(),
            "--outcomes",
            Files.write(folder.resolve("losses.jsonl"), losses).toString(),
            "--id",
            LATE.id(),
            "--waiting",
            "" + LATE.most(),
            "--sketch-bytes",
            "" + BYTES,
            "--model",
            Files.write(folder.resolve("model"), MODEL.toBytes()).toString(),
            "--out",
            answered.toString());
    assertThat(status).isZero();
    assertThat(Files.readAllLines(answered)).containsExactlyElementsOf(expected(false));
  }

  @Test
  void shouldAnswerAtOnceAndLearnWhenTheOutcomeIsThere() throws Exception {
    Topics topics = Topics.withPrefix("late");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(2);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      StreamExecutionEnvironment environment = cluster.environment();
      JobOptions options =
          JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, "late"))
              .withSketchBytes(BYTES)
              .withPartitions(1)
              .withCheckpointInterval(Duration.ofMillis(200));
      RecallJob.build(
          environment,
          MODEL,
          options,
          new EventTopics("payments", "payments.answered", LATE, LATE.id()));
      LocalJob job = cluster.submit(environment, "late");
      job.awaitRunning(Duration.ofSeconds(30));
      try (KafkaReader answered = new KafkaReader(broker.bootstrapServers(), "payments.answered");
          KafkaReader letters = new KafkaReader(broker.bootstrapServers(), topics.deadLetters())) {
        for (int i = 0; i < EACH; i++) {
          producer.send(new ProducerRecord<>("payments", "c", utf8(payment(i))));
        }
        answered.await(EACH);
        producer.send(new ProducerRecord<>("losses", "c", utf8("{\"card\":\"c\",\"loss\":1}")));
        for (int i = 0; i < EACH; i++) {
          producer.send(new ProducerRecord<>("losses", "c", utf8(loss(i))));
        }
        answered.await(2 * EACH);
        for (int i = EACH; i < 2 * EACH; i++) {
          producer.send(new ProducerRecord<>("payments", "c", utf8(payment(i))));
        }
        assertThat(answered.await(3 * EACH))
            .extracting(record -> text(record.value()))
            .containsExactlyElementsOf(expected(true));
        assertThat(letters.await(1))
            .extracting(record -> text(record.value()))
            .containsExactly("{\"card\":\"c\",\"loss\":1}");
      }
      job.cancel();
    }
  }
}
