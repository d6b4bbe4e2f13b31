package org.streamrecall.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The connector's sink, whose losses are not silent, see {@link LossCommitter}. */
final class WatchedSink
    implements Sink<Outgoing>,
        SupportsWriterState<Outgoing, KafkaWriterState>,
        SupportsCommitter<WrittenTransaction>,
        SupportsPostCommitTopology<WrittenTransaction> {
  private static final long serialVersionUID = 1;

  private final KafkaSink<Outgoing> kafka;
  private final String bootstrapServers;
  private final KafkaDelivery delivery;

  WatchedSink(KafkaSink<Outgoing> kafka, String bootstrapServers, KafkaDelivery delivery) {
    this.kafka = kafka;
    this.bootstrapServers = bootstrapServers;
    this.delivery = delivery;
  }

  @Override
  public Writer createWriter(WriterInitContext context) throws IOException {
    return new Writer(kafka.createWriter(context));
  }

  @Override
  public Writer restoreWriter(WriterInitContext context, Collection<KafkaWriterState> recovered) {
    return new Writer(kafka.restoreWriter(context, recovered));
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public Committer<WrittenTransaction> createCommitter(CommitterInitContext context)
      throws IOException {
    return new LossCommitter(
        kafka.createCommitter(context),
        () -> Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
        delivery,
        context.metricGroup().addGroup("recall").counter("lost"));
  }

  @Override
  public SimpleVersionedSerializer<WrittenTransaction> getCommittableSerializer() {
    return new WrittenTransaction.Serializer(kafka.getCommittableSerializer());
  }

  /** The connector keeps committer and writer together: it reads the topology, and no message. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void addPostCommitTopology(
      DataStream<CommittableMessage<WrittenTransaction>> committables) {
    if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      kafka.addPostCommitTopology((DataStream) committables);
    }
  }

  /** Notes what is in the open transaction. */
  static final class Writer
      implements StatefulSinkWriter<Outgoing, KafkaWriterState>,
          CommittingSinkWriter<Outgoing, WrittenTransaction> {
    private static final WrittenTransaction NOTHING = new WrittenTransaction(null);

    private final PrecommittingStatefulSinkWriter<Outgoing, KafkaWriterState, KafkaCommittable>
        kafka;
    private WrittenTransaction open = NOTHING;

    Writer(PrecommittingStatefulSinkWriter<Outgoing, KafkaWriterState, KafkaCommittable> kafka) {
      this.kafka = kafka;
    }

    @Override
    public void write(Outgoing record, Context context) throws IOException, InterruptedException {
      kafka.write(record, context);
      open = open.plus(record.time());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      kafka.flush(endOfInput);
    }

    @Override
    public Collection<WrittenTransaction> prepareCommit() throws IOException, InterruptedException {
      WrittenTransaction written = open;
      open = NOTHING;
      return kafka.prepareCommit().stream().map(written::as).toList();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
      return kafka.snapshotState(checkpoint);
    }

    @Override
    public void close() throws IOException {
      try {
        kafka.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
