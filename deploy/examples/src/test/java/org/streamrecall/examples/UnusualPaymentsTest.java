package org.streamrecall.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Status;

/**
 * How a job of one's own is tested: the whole of it on a local cluster, a function in a harness.
 */
class UnusualPaymentsTest {
  private static final int MOST = 10_000;

  /** On a cluster that listens to this machine alone, and without Kryo. */
  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestOptions.BIND_ADDRESS, "localhost");
    configuration.set(JobManagerOptions.BIND_HOST, "localhost");
    configuration.set(TaskManagerOptions.BIND_HOST, "localhost");
    return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
  }

  @Test
  void shouldAlertOfWhatIsUnusualForItsMerchant() throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<Payment> payments =
        env.fromSequence(0, 5_999).map(UnusualPayments::madeUp).returns(Payment.class);
    List<String> alerts =
        UnusualPayments.recall(payments).apply().process(new Alert(.99)).executeAndCollect(MOST);
    Payment odd = UnusualPayments.madeUp(4999);
    assertThat(alerts)
        .anyMatch(alert -> alert.startsWith(odd.at + " " + odd.card + ": "))
        .hasSizeLessThan(6000 / 25);
  }

  @Test
  void shouldPutAsideWhatHasNoCard() throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<Payment> payments =
        env.fromData(new Payment(null, Instant.EPOCH, "fuel", 10.), UnusualPayments.madeUp(1));
    EventRecall<Payment> recall = UnusualPayments.recall(payments);
    DataStream<RefusedEvent<Payment>> refused = recall.apply().getSideOutput(recall.refused());
    assertThat(refused.map(RefusedEvent::reason).executeAndCollect(MOST))
        .singleElement()
        .asString()
        .startsWith("card is missing; ");
  }

  /** A function of one's own needs no cluster. */
  @Test
  @SuppressWarnings("try") // the harness may be interrupted as it closes
  void shouldAlertAboveTheThresholdOnly() throws Exception {
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new Alert(.99))) {
      harness.processElement(answered(.95), 1);
      harness.processElement(answered(Double.NaN), 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(answered(.995), 3);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              "2026-01-01T00:00:00Z card-1: 80.00 at fuel, where 9.00 to 11.00 is usual");
    }
  }

  private static Answered<Payment> answered(double surprise) {
    Answer answer =
        new Answer(
            Status.OK,
            new double[] {10},
            List.of(),
            new double[][] {{9, 11}},
            0,
            false,
            100,
            30,
            2,
            3,
            List.of(),
            List.of(),
            Atom.NO_TIME);
    Payment payment = new Payment("card-1", Instant.parse("2026-01-01T00:00:00Z"), "fuel", 80.);
    Prediction prediction = new Prediction(null, "card-1", Atom.NO_TIME, answer, "model", null);
    return new Answered<>(payment, prediction.of(List.of("amount")), surprise);
  }
}
