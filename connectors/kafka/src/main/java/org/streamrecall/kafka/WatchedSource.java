package org.streamrecall.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.client.KafkaAccess;

/**
 * A topic as the connector reads it, but for this: it never begins anywhere else than it should
 * without a word. The connector has its consumer go on from the oldest or newest record where what
 * it asks for is gone; here that is an error, and each reader looks before it begins.
 *
 * @param access to the Kafka
 * @param topic that is read
 * @param group whose offsets move with each completed checkpoint
 * @param client prefix of the consumers' names
 * @param input how it is watched
 * @param start where it begins without a checkpoint
 * @param deserializer of its records
 */
record WatchedSource<T>(
    KafkaAccess access,
    String topic,
    String group,
    String client,
    KafkaInput input,
    OffsetsInitializer start,
    KafkaRecordDeserializationSchema<T> deserializer)
    implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedSource.class);

  private KafkaSource<T> source(int partitions, Map<String, String> more) {
    Map<String, String> own = new HashMap<>();
    // What a producer has taken back is not to be learned.
    own.put("isolation.level", "read_committed");
    // The default of 500 ms is the latency of a quiet topic behind a busy one.
    own.put("fetch.max.wait.ms", "100");
    own.put("partition.discovery.interval.ms", Long.toString(input.discovery().toMillis()));
    Properties properties = access.source(own);
    // Lists, such as that of the interceptors, to which the user's belong too.
    more.forEach(
        (key, value) -> properties.merge(key, value, (theirs, ours) -> theirs + "," + ours));
    return KafkaSource.<T>builder()
        .setProperties(properties)
        .setKafkaSubscriber(new TopicWatch(topic, partitions))
        .setGroupId(group)
        .setClientIdPrefix(client)
        .setStartingOffsets(new WithoutReset(start))
        .setDeserializer(deserializer)
        .build();
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    Positions positions = new Positions();
    MetricGroup metrics = context.metricGroup();
    Pauses pauses = new Pauses(() -> System.nanoTime() / 1_000_000, LOG::warn);
    metrics.addGroup("recall").gauge("pausedMillis", (Gauge<Long>) pauses::longest);
    return new WatchedReader<>(
        source(0, positions.properties()).createReader(context),
        positions,
        this::look,
        new GapReport(input.onGap(), metrics),
        pauses);
  }

  private WatchedReader.Looked look(Collection<TopicPartition> partitions, boolean committed) {
    try (PartitionLook look = new PartitionLook(access)) {
      return new WatchedReader.Looked(
          look.at(partitions), committed ? look.committed(group) : Map.of());
    }
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source(0, Map.of()).createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState kept)
      throws Exception {
    return source(kept.splits().size(), Map.of()).restoreEnumerator(context, kept);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new TopicSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return deserializer.getProducedType();
  }

  /** The same offsets, of which a consumer goes nowhere else by itself. */
  private record WithoutReset(OffsetsInitializer offsets) implements OffsetsInitializer {
    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
      return offsets.getPartitionOffsets(partitions, retriever);
    }

    @Override
    @SuppressWarnings("deprecation") // of Kafka's enum, which the connector's signature asks for
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
      return OffsetResetStrategy.NONE;
    }
  }
}
