package org.streamrecall.tests.bench;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.events.Oddness;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.kafka.EventsKafka;
import org.streamrecall.kafka.KafkaEvent;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;

/**
 * The job that {@code run --events} is held against: the same source, reading, exchange by key,
 * encoding and sink; only that a counting function stands in the operator's place. Its answers have
 * the same fields, with the count as their value.
 */
final class CountingJob {
  private CountingJob() {}

  static void build(StreamExecutionEnvironment environment, EventsKafka kafka, RecallModel model) {
    kafka.sink(
        kafka
            .source(environment, model)
            .keyBy(EventInput::key, Types.STRING)
            .map(new Count(), RecallTypes.answered(EventsKafka.RECORDS))
            .uid("count"),
        PipelineBenchCommand.SCHEMA);
  }

  private static final class Count
      extends RichMapFunction<EventInput<KafkaEvent>, Answered<KafkaEvent>> {
    private static final long serialVersionUID = 1;
    private static final String MODEL =
        "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public Answered<KafkaEvent> map(EventInput<KafkaEvent> input) throws Exception {
      Long before = count.value();
      long now = before == null ? 1 : before + 1;
      count.update(now);
      KafkaEvent event = input.record();
      double x = 1.0 / now; // as many digits as an answer has
      Evidence evidence =
          new Evidence(now, new float[0], event.ref(), event.timestamp(), event.timestamp());
      Recalled part = new Recalled(x, evidence);
      Answer answer =
          new Answer(
              Status.OK,
              new double[] {(float) x},
              List.of(),
              new double[][] {{(float) x, now}},
              x,
              false,
              now,
              x,
              x,
              x,
              List.of(part, part, part),
              List.of(),
              event.timestamp());
      Prediction prediction =
          new Prediction(null, input.key(), event.timestamp(), answer, MODEL, null);
      return new Answered<>(event, prediction, new Oddness(x, x, List.of()));
    }
  }
}
