package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.Headers;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.measure.Atom;

/**
 * Reads the models topic: key = name, value = a safetensors file; a header {@link
 * Headers#EFFECTIVE_FROM} may name the time from which on it answers. Whether it is a model, the
 * operator says. A record without a value is a removal in a compacted topic and changes nothing.
 */
final class ModelDeserializer implements KafkaRecordDeserializationSchema<ModelUpdate> {
  private static final int SHOWN = 64;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ModelUpdate> out) {
    if (record.value() == null) {
      return;
    }
    String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
    String name = record.key() == null ? origin : new String(record.key(), StandardCharsets.UTF_8);
    String from = Headers.text(record, Headers.EFFECTIVE_FROM);
    try {
      long time = from == null ? Atom.NO_TIME : time(from);
      out.collect(new ModelUpdate(name, record.value(), time));
    } catch (DateTimeException | NumberFormatException e) {
      String fault =
          Headers.EFFECTIVE_FROM
              + "=\""
              + Excerpt.of(from, SHOWN)
              + "\" is no time; write milliseconds since the epoch, or 2026-01-31T12:00:00Z";
      out.collect(ModelUpdate.unreadable(name, fault));
    }
  }

  private static long time(String text) {
    return text.matches("-?[0-9]+") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
  }

  @Override
  public TypeInformation<ModelUpdate> getProducedType() {
    return RecallTypes.MODEL_UPDATE;
  }
}
