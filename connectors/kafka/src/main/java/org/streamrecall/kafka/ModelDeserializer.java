package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.RecallTypes;

/**
 * Reads the models topic: key = name, value = a safetensors file. Whether it is one, the operator
 * says. A record without a value is a removal in a compacted topic and changes nothing.
 */
final class ModelDeserializer implements KafkaRecordDeserializationSchema<ModelUpdate> {
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ModelUpdate> out) {
    if (record.value() != null) {
      String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
      String name =
          record.key() == null ? origin : new String(record.key(), StandardCharsets.UTF_8);
      out.collect(new ModelUpdate(name, record.value()));
    }
  }

  @Override
  public TypeInformation<ModelUpdate> getProducedType() {
    return RecallTypes.MODEL_UPDATE;
  }
}
