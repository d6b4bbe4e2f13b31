package org.streamrecall.kafka;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.RecallTypes;

/** Reads records of events at once: what cannot be read goes on as it came, with the reason. */
final class KafkaEventDeserializer
    implements KafkaRecordDeserializationSchema<EventInput<KafkaEvent>> {
  static final TypeInformation<EventInput<KafkaEvent>> TYPE =
      RecallTypes.eventInput(KafkaEventCodec.TYPE);

  private final EventReading reading;
  private final KafkaTime time;
  private transient Counter refusedClocks;

  KafkaEventDeserializer(EventReading reading, KafkaTime time) {
    this.reading = reading;
    this.time = time;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    refusedClocks = context.getMetricGroup().addGroup("recall").counter("refusedClocks");
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<EventInput<KafkaEvent>> out) {
    KafkaEvent came = KafkaEvent.of(record);
    EventInput<KafkaEvent> input;
    try {
      input = reading.read(came);
      time.require(input, record.timestamp(), refusedClocks);
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      input = new EventInput.Unreadable<>(came, reason);
    }
    out.collect(input);
  }

  @Override
  public TypeInformation<EventInput<KafkaEvent>> getProducedType() {
    return TYPE;
  }
}
