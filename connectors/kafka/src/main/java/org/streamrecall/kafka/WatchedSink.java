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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.client.KafkaAccess;

/** The connector's sink, whose losses are not silent, see {@link LossCommitter}. */
final class WatchedSink
    implements Sink<Outgoing>,
        SupportsWriterState<Outgoing, KafkaWriterState>,
        SupportsCommitter<WrittenTransaction>,
        SupportsPostCommitTopology<WrittenTransaction> {
  private static final long serialVersionUID = 1;

  private final KafkaSink<Outgoing> kafka;
  private final KafkaAccess access;
  private final KafkaDelivery delivery;

  WatchedSink(KafkaSink<Outgoing> kafka, KafkaAccess access, KafkaDelivery delivery) {
    this.kafka = kafka;
    this.access = access;
    this.delivery = delivery;
  }

  @Override
  public Writer createWriter(WriterInitContext context) throws IOException {
    TakenTransactions taken = taken(context);
    return new Writer(kafka.createWriter(watched(context, taken)), taken);
  }

  @Override
  public Writer restoreWriter(WriterInitContext context, Collection<KafkaWriterState> recovered) {
    TakenTransactions taken = taken(context);
    return new Writer(kafka.restoreWriter(watched(context, taken), recovered), taken);
  }

  private TakenTransactions taken(WriterInitContext context) {
    return new TakenTransactions(this::brokers, delivery.transactionPrefix(), context);
  }

  private static WatchedContext watched(WriterInitContext context, TakenTransactions taken) {
    return new WatchedContext(context, taken.watched(context.getMailboxExecutor()));
  }

  private Admin brokers() {
    return Admin.create(access.sink(Map.of()));
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
        this::brokers,
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

  /** Notes what is in the open transaction, and ends the job if that is another's. */
  static final class Writer
      implements StatefulSinkWriter<Outgoing, KafkaWriterState>,
          CommittingSinkWriter<Outgoing, WrittenTransaction> {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final WrittenTransaction NOTHING = new WrittenTransaction(null);

    private final PrecommittingStatefulSinkWriter<Outgoing, KafkaWriterState, KafkaCommittable>
        kafka;
    private final TakenTransactions taken;
    private WrittenTransaction open = NOTHING;

    Writer(
        PrecommittingStatefulSinkWriter<Outgoing, KafkaWriterState, KafkaCommittable> kafka,
        TakenTransactions taken) {
      this.kafka = kafka;
      this.taken = taken;
    }

    @Override
    public void write(Outgoing record, Context context) throws IOException, InterruptedException {
      try {
        kafka.write(record, context);
      } catch (IOException | RuntimeException e) {
        taken.check(e);
        throw e;
      }
      open = open.plus(record.time());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      try {
        kafka.flush(endOfInput);
      } catch (IOException | RuntimeException e) {
        taken.check(e);
        throw e;
      }
    }

    @Override
    public Collection<WrittenTransaction> prepareCommit() throws IOException, InterruptedException {
      WrittenTransaction written = open;
      open = NOTHING;
      return kafka.prepareCommit().stream().map(written::as).toList();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
      taken.begunAfter(checkpoint);
      return kafka.snapshotState(checkpoint);
    }

    /** Whatever fails of it has failed before: to say it again would end the TaskManager. */
    @Override
    public void close() {
      try {
        kafka.close();
      } catch (Exception e) {
        LOG.warn("A writer to Kafka did not close cleanly", e);
      }
    }
  }
}
