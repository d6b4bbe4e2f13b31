package org.streamrecall.tests.bench;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.measure.Hash;

/** Events from memory, keyed to two subtasks that answer and remember them. */
final class EventJob extends MemoryJob {
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(shop), x, lag(amount,1)", "amount", null);
  private static final int EVENTS_A_MILLISECOND = 10;

  private final int keys;
  private final int sketchBytes;

  EventJob(int keys, int sketchBytes, boolean timed) {
    this.keys = keys;
    this.sketchBytes = sketchBytes;
    this.timed = timed;
  }

  @Override
  void build(StreamExecutionEnvironment environment, long records) {
    int of = keys;
    GeneratorFunction<Long, EventInput<String>> events = i -> event(i, of);
    DataStream<EventInput<String>> inputs =
        environment
            .fromSource(
                new DataGeneratorSource<>(events, records, RecallTypes.eventInput(Types.STRING)),
                WatermarkStrategy.<EventInput<String>>forBoundedOutOfOrderness(
                        Duration.ofSeconds(1))
                    .withTimestampAssigner((input, before) -> input.time()),
                "events from memory")
            .setParallelism(1);
    EventRecall<String> recall =
        Recall.events(inputs, Types.STRING)
            .model(SCHEMA.untrained())
            .sketchBytes(sketchBytes)
            .uid("bench");
    if (timed) {
      recall.eventTime(EventTime.DEFAULTS);
    }
    recall.apply().sinkTo(new DiscardingSink<>());
  }

  private static EventInput<String> event(long i, int keys) {
    long drawn = Hash.mix(i + 1);
    long shop = Long.remainderUnsigned(drawn, 5);
    double x = (drawn >>> 40) * 0x1p-24;
    double[] numbers = {x, 10 * shop + x + (drawn >>> 20 & 255) / 256.0};
    Event read =
        new Event(
            "card-" + Long.remainderUnsigned(Hash.mix(drawn), keys),
            i / EVENTS_A_MILLISECOND,
            numbers,
            new String[] {"shop-" + shop},
            null);
    return new EventInput.Happened<>("as it came", read, null);
  }
}
