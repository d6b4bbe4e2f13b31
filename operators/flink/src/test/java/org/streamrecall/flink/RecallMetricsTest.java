package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.model.Query;

class RecallMetricsTest {
  private static final List<String> NAMES =
      List.of(
          "tokens",
          "folds",
          "queries",
          "predictions",
          "refused",
          "forgets",
          "modelSwaps",
          "modelRefusals",
          "recallNanos",
          "contextBytes",
          "waitMillis",
          "pendingBytes",
          "late",
          "early",
          "provisional",
          "alarms",
          "silences");

  private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
  private final StreamExecutionEnvironment env = LocalEnvironment.of(2);

  @Test
  void shouldCountWhatBecameOfEveryRecord() throws Exception {
    List<RecallInput> inputs = new ArrayList<>(Example.tells("a", 41, 1));
    inputs.add(Example.ask("q1", "a", 1, 0));
    inputs.add(Example.ask("q2", "b", 1, 0));
    inputs.add(new Ask("bad", "a", new float[9], new float[0], 0, null));
    inputs.add(new Refused("b", Refused.TOKEN, null, "seen to be bad before"));
    inputs.add(new Forget("a"));
    List<ModelUpdate> models =
        List.of(
            new ModelUpdate("good", Example.SHARPER.toBytes()),
            new ModelUpdate("bad", new byte[3]));
    Recall.inputs(env.fromData(inputs, RecallTypes.INPUT).setParallelism(1))
        .model(Example.MODEL)
        .models(env.fromData(models, RecallTypes.MODEL_UPDATE).setParallelism(1))
        .sketchBytes(Example.SMALL)
        .uid("answers")
        .apply()
        .print();

    Map<String, Long> sums = sums();
    assertThat(sums.get("tokens")).isEqualTo(41);
    assertThat(sums.get("folds")).isEqualTo(20);
    assertThat(sums.get("queries")).isEqualTo(3);
    assertThat(sums.get("predictions")).isEqualTo(2);
    assertThat(sums.get("refused")).isEqualTo(2);
    assertThat(sums.get("forgets")).isEqualTo(1);
    assertThat(sums.get("modelSwaps")).isEqualTo(1);
    assertThat(sums.get("modelRefusals")).isEqualTo(1);
    assertThat(sums.get("recallNanos")).isEqualTo(2);
    assertThat(sums.get("contextBytes")).isEqualTo(20);
    assertThat(sums.get("waitMillis")).isZero();
  }

  @Test
  void shouldCountWhatWaits() throws Exception {
    List<RecallInput> inputs =
        List.of(
            Example.tell("a", 1, 0, 1, 10),
            Example.tell("b", 1, 0, 1, 30),
            RecallInput.of(Example.SCHEMA, Query.of("q", "a", new float[] {1, 0}, 20)));
    Recall.inputs(env.fromData(inputs, RecallTypes.INPUT).setParallelism(1))
        .model(Example.MODEL)
        .eventTime(EventTime.DEFAULTS)
        .uid("answers")
        .apply()
        .print();
    Map<String, Long> sums = sums();
    assertThat(sums.get("pendingBytes")).isEqualTo(3);
    assertThat(sums.get("waitMillis")).isEqualTo(1);
    assertThat(sums.get("predictions")).isEqualTo(1);
    assertThat(sums.get("late")).isZero();
    assertThat(sums.get("early")).isZero();
    assertThat(sums.get("provisional")).isZero();
  }

  /** One payment that is far too much, after four hours without any. */
  @Test
  void shouldCountAlarmsThatOpened() throws Exception {
    List<Payment> payments = new ArrayList<>();
    for (Payment p : Payment.stream(1, 400, 1)) {
      int minute = (int) (p.at() / 60_000);
      long at = p.at() + Duration.ofHours(minute < 350 ? 0 : 4).toMillis();
      payments.add(new Payment(p.card(), at, p.amount() + (minute == 370 ? 500 : 0), p.merchant()));
    }
    Recall.on(env.fromData(payments, TypeInformation.of(Payment.class)).setParallelism(1))
        .key("card", Payment::card)
        .time("at", Payment::at)
        .number("amount", Payment::amount)
        .text("merchant", Payment::merchant)
        .like("category(merchant)")
        .predict("amount")
        .eventTime(EventTime.DEFAULTS)
        .alarms(new AlarmRule(.05, 100, 0, 4, Duration.ofHours(1).toMillis()))
        .uid("payments")
        .apply()
        .print();
    Map<String, Long> sums = sums();
    assertThat(sums.get("tokens")).isEqualTo(400);
    assertThat(sums.get("alarms")).isEqualTo(1);
    assertThat(sums.get("silences")).isEqualTo(1);
  }

  /** Of every metric over the subtasks, once the job has ended. */
  private Map<String, Long> sums() throws Exception {
    // A cluster of our own: one that ends with its job takes the reporter along, at its own time.
    MiniClusterConfiguration two =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(reporter.addToConfiguration(new Configuration()))
            .setNumSlotsPerTaskManager(2)
            .withRandomPorts()
            .build();
    MiniCluster cluster = new MiniCluster(two);
    try {
      cluster.start();
      JobID job = cluster.submitJob(env.getStreamGraph()).join().getJobID();
      cluster
          .requestJobResult(job)
          .join()
          .toJobExecutionResult(RecallMetricsTest.class.getClassLoader());

      Map<String, Long> sums = new HashMap<>();
      for (String name : NAMES) {
        sums.put(name, sum(job, name));
      }
      return sums;
    } finally {
      cluster.close();
    }
  }

  /** Over the subtasks. */
  private long sum(JobID job, String name) {
    Map<String, Metric> found = reporter.findMetrics(job, "recall\\." + name + "$");
    assertThat(found).as(name).hasSize(2);
    return found.values().stream()
        .mapToLong(
            metric ->
                metric instanceof Counter counter
                    ? counter.getCount()
                    : ((Histogram) metric).getCount())
        .sum();
  }
}
