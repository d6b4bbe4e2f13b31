package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.client.json.QueryJson;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaServing;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;
import org.streamrecall.model.TrainingRecord;
import org.streamrecall.tests.Fuzz.Fate;
import org.streamrecall.tests.Fuzz.Fuzzed;

/** One job that rebuilds its memories, then goes on live, with another model beside. */
class ServingPipelineTest {
  private static final long NOW = 1_000_000;
  private static final int PAST = 10;
  private static final Schema SCHEMA = Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"));
  private static final RecallModel MODEL = model(8);
  private static final RecallModel SHADOW = model(64);
  private static final Topics TOPICS = Topics.withPrefix("serving");

  private static RecallModel model(double beta) {
    Network network = Network.start(SCHEMA, 1, 1, beta, 0, new double[] {0}, new double[] {1});
    return new RecallModel(network, TrainingRecord.NONE);
  }

  @Test
  void shouldBackfillThenServeLiveBesideAShadowAndCountARefOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(2)) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), TOPICS, "serving");
      leaveAPast(settings);
      var environment = cluster.environment();
      JobOptions options =
          JobOptions.of(settings)
              .withCheckpointInterval(Duration.ofMillis(100))
              .withServing(
                  new KafkaServing(
                      Instant.ofEpochMilli(NOW), null, SHADOW, 100, null, 4, Set.of()));
      RecallJob.build(environment, MODEL, options);
      LocalJob job = cluster.submit(environment, "serving");
      job.awaitRunning(Duration.ofSeconds(30));
      try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), TOPICS)) {
        awaitTokens(client, PAST);
        client.tell(token(3)).get(); // of the past: told again
        client.tell(token(PAST)).get();
        awaitTokens(client, PAST + 1);
        ask(client, "last");
      }
      requireShadows(broker.bootstrapServers());
      job.cancel();
    }
  }

  /** Each token twice, and a query that was asked back then. */
  private static void leaveAPast(KafkaSettings settings) throws Exception {
    try (Broker broker = Broker.connect(settings.bootstrapServers());
        SentRecords sent = new SentRecords(settings.bootstrapServers())) {
      broker.createMissing(settings, 2);
      for (int i = 0; i < 2 * PAST; i++) {
        sent.send(TOPICS.tokens(), record(TokenJson.write(token(i / 2))));
      }
      sent.send(TOPICS.queries(), record(QueryJson.write(query("old", NOW - 1))));
      sent.flush();
    }
  }

  /** Every answer has its shadow, by the other model; the old query has neither. */
  private static void requireShadows(String bootstrapServers) {
    try (KafkaReader answers = new KafkaReader(bootstrapServers, TOPICS.predictions());
        KafkaReader shadows = new KafkaReader(bootstrapServers, TOPICS.shadow())) {
      List<Prediction> served = read(answers);
      List<Prediction> beside = read(shadows);
      assertThat(served).extracting(Prediction::model).containsOnly(MODEL.id());
      assertThat(beside).extracting(Prediction::model).containsOnly(SHADOW.id());
      assertThat(ids(beside)).isEqualTo(ids(served)).doesNotContain("old");
      assertThat(beside).hasSameSizeAs(served);
      assertThat(last(beside).answer().tokens()).isEqualTo(last(served).answer().tokens());
      assertThat(last(beside).answer().value()).isNotEqualTo(last(served).answer().value());
    }
  }

  private static List<Prediction> read(KafkaReader reader) {
    return reader.await(all -> all.stream().anyMatch(ServingPipelineTest::isLast)).stream()
        .map(record -> PredictionJson.read(record.value()))
        .toList();
  }

  private static boolean isLast(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8).startsWith("{\"id\":\"last\"");
  }

  private static Prediction last(List<Prediction> predictions) {
    return predictions.stream().filter(p -> p.id().equals("last")).findFirst().orElseThrow();
  }

  private static Set<String> ids(List<Prediction> predictions) {
    Set<String> ids = new HashSet<>();
    predictions.forEach(prediction -> ids.add(prediction.id()));
    return ids;
  }

  private static Token token(int i) {
    float angle = i / 10f;
    return new Token(
        "c",
        new float[] {(float) Math.cos(angle), (float) Math.sin(angle)},
        new float[] {i},
        i,
        1,
        "r" + i);
  }

  private static Query query(String id, long time) {
    return Query.of(id, "c", new float[] {1, 0}, time);
  }

  private static Fuzzed record(byte[] value) {
    return new Fuzzed(new byte[] {'c'}, value, Fate.TAKEN);
  }

  private static void awaitTokens(RecallClient client, int tokens) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (ask(client, "wait-" + tokens + "-" + i).answer().tokens() == tokens) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the context never had " + tokens + " tokens");
  }

  private static Prediction ask(RecallClient client, String id) throws Exception {
    return client.ask(query(id, NOW)).get(20, TimeUnit.SECONDS);
  }
}
