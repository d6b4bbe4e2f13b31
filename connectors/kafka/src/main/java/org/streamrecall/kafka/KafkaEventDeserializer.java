package org.streamrecall.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records as they are: what they hold is read one step later, where it can be refused. */
final class KafkaEventDeserializer implements KafkaRecordDeserializationSchema<KafkaEvent> {
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaEvent> out) {
    out.collect(KafkaEvent.of(record));
  }

  @Override
  public TypeInformation<KafkaEvent> getProducedType() {
    return KafkaEventSerializer.TYPE;
  }
}
