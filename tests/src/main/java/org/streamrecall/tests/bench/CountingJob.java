package org.streamrecall.tests.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.EventJson;
import org.streamrecall.kafka.EventsKafka;
import org.streamrecall.kafka.KafkaEvent;
import org.streamrecall.kafka.Outgoing;

/**
 * The job that {@code run --events} is held against: same source, same reading of each event, same
 * exchange by key, same sink; but it counts.
 */
final class CountingJob {
  private CountingJob() {}

  static void build(StreamExecutionEnvironment environment, EventsKafka kafka, String out) {
    DataStream<KafkaEvent> events = kafka.source(environment);
    kafka.sink(
        events
            .map(new Read(), Types.TUPLE(Types.STRING, events.getType()))
            .uid("read")
            .keyBy(read -> read.f0, Types.STRING)
            .map(new Count(out))
            .returns(Outgoing.class)
            .uid("count"));
  }

  private static final class Read implements MapFunction<KafkaEvent, Tuple2<String, KafkaEvent>> {
    private static final long serialVersionUID = 1;

    private transient EventJson json;

    @Override
    public Tuple2<String, KafkaEvent> map(KafkaEvent event) {
      if (json == null) {
        json = new EventJson(PipelineBenchCommand.SCHEMA);
      }
      return Tuple2.of(json.read(event.value(), null).key(), event);
    }
  }

  private static final class Count extends RichMapFunction<Tuple2<String, KafkaEvent>, Outgoing> {
    private static final long serialVersionUID = 1;

    private final String out;
    private transient ValueState<Long> count;

    Count(String out) {
      this.out = out;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public Outgoing map(Tuple2<String, KafkaEvent> read) throws Exception {
      KafkaEvent event = read.f1;
      Long before = count.value();
      long now = before == null ? 1 : before + 1;
      count.update(now);
      byte[] field = (",\"count\":" + now + "}").getBytes(StandardCharsets.UTF_8);
      int end = event.value().length - 1; // in place of the object's brace
      byte[] value = Arrays.copyOf(event.value(), end + field.length);
      System.arraycopy(field, 0, value, end, field.length);
      return new Outgoing(
          out, event.key(), value, event.timestamp(), event.headerNames(), event.headerValues());
    }
  }
}
