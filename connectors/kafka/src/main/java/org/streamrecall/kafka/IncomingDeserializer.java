package org.streamrecall.kafka;

import java.util.TreeSet;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.WireFormat;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** Reads the tokens or the queries topic. A record that cannot be read never fails the job. */
final class IncomingDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
  enum Role {
    TOKENS,
    QUERIES
  }

  private final Role role;
  private final WireFormat format;
  private final byte[] model; // carries the schema
  private final TreeSet<String> replyTopics;
  private final KafkaTime time;
  private transient RecordReader reader;
  private transient Counter refusedClocks;

  IncomingDeserializer(Role role, byte[] model, KafkaSettings settings, KafkaTime time) {
    this.format = settings.topics().format();
    this.time = time;
    this.role = role;
    this.model = model;
    this.replyTopics = new TreeSet<>(settings.replyTopics());
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    Schema schema = RecallModel.fromBytes(model).schema();
    refusedClocks = context.getMetricGroup().addGroup("recall").counter("refusedClocks");
    reader =
        switch (role) {
          case TOKENS -> RecordReader.tokens(format, schema);
          case QUERIES -> RecordReader.queries(format, schema, replyTopics);
        };
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Incoming> out) {
    Incoming incoming;
    try {
      RecallInput input = reader.read(record);
      time.require(input, record.timestamp(), refusedClocks);
      incoming = new Incoming.Parsed(input);
    } catch (RuntimeException e) {
      incoming =
          new Incoming.Rejected(
              record.value(),
              record.key(),
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              e.getMessage() == null ? e.toString() : e.getMessage());
    }
    out.collect(incoming);
  }

  @Override
  public TypeInformation<Incoming> getProducedType() {
    return IncomingCodec.TYPE;
  }
}
