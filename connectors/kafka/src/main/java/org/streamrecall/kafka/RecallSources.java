package org.streamrecall.kafka;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.ModelUpdate;

/** The streams that come from Kafka. */
record RecallSources(
    StreamExecutionEnvironment environment, KafkaSettings settings, KafkaTime time, String uid) {
  DataStream<EventInput<KafkaEvent>> events(String topic, EventReading reading) {
    return events("events", topic, start(), reading);
  }

  /** What became of events. */
  DataStream<EventInput<KafkaEvent>> outcomes(String topic, EventReading reading) {
    return events("outcomes", topic, start(), reading);
  }

  /** Questions to memories of events: like {@link #queries}, as they come. */
  DataStream<EventInput<KafkaEvent>> questions(EventReading reading) {
    return events("questions", settings.topics().queries(), unanswered(), reading);
  }

  private DataStream<EventInput<KafkaEvent>> events(
      String name, String topic, OffsetsInitializer start, EventReading reading) {
    return source(
        name,
        topic,
        start,
        new KafkaEventDeserializer(reading, time),
        time.watermarks(uid + "-records", input -> input));
  }

  /** Those of before the first start too, unless it is to be with the newest. */
  private OffsetsInitializer unanswered() {
    return settings.start() == KafkaSettings.Start.LATEST
        ? OffsetsInitializer.latest()
        : committed();
  }

  private OffsetsInitializer start() {
    return switch (settings.start()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case COMMITTED -> committed();
      case LATEST -> OffsetsInitializer.latest();
    };
  }

  DataStream<Incoming> tokens(byte[] model) {
    return source(
        "tokens",
        settings.topics().tokens(),
        start(),
        new IncomingDeserializer(IncomingDeserializer.Role.TOKENS, model, settings, time),
        watermarks());
  }

  /** Queries that nobody answered yet, also those of before the first start; none twice. */
  DataStream<Incoming> queries(byte[] model) {
    return source(
        "queries",
        settings.topics().queries(),
        unanswered(),
        new IncomingDeserializer(IncomingDeserializer.Role.QUERIES, model, settings, time),
        watermarks());
  }

  private WatermarkStrategy<Incoming> watermarks() {
    return time.watermarks(
        uid + "-records",
        incoming -> incoming instanceof Incoming.Parsed parsed ? parsed.input() : null);
  }

  /** All that the compacted topic holds: the newest replaces the job's own model. */
  DataStream<ModelUpdate> models() {
    return source(
        "models",
        settings.topics().models(),
        OffsetsInitializer.earliest(),
        new ModelDeserializer());
  }

  @SuppressWarnings("deprecation") // of Kafka's enum, which the connector's signature asks for
  private static OffsetsInitializer committed() {
    return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }

  private <T> DataStream<T> source(
      String name,
      String topic,
      OffsetsInitializer start,
      KafkaRecordDeserializationSchema<T> deserializer) {
    return source(name, topic, start, deserializer, WatermarkStrategy.noWatermarks());
  }

  private <T> DataStream<T> source(
      String name,
      String topic,
      OffsetsInitializer start,
      KafkaRecordDeserializationSchema<T> deserializer,
      WatermarkStrategy<T> watermarks) {
    WatchedSource<T> watched =
        new WatchedSource<>(
            settings.access(),
            topic,
            settings.groupId(),
            uid + "-" + name,
            settings.input(),
            start,
            deserializer);
    return environment
        .fromSource(watched, watermarks, name + " from " + topic, deserializer.getProducedType())
        .uid(uid + "-" + name + "-source");
  }
}
