package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.measure.Atom;

/** Transactions that a broker commits, gives up, or gives to another. */
@Timeout(60)
class LossCommitterTest {
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final Counter lost = new SimpleCounter();
  private final List<String> outcomes = new ArrayList<>();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }

  private static FlinkKafkaInternalProducer<byte[], byte[]> producer(String id) {
    return new FlinkKafkaInternalProducer<>(properties(), id);
  }

  /** Its transactions are given up soon. */
  private static FlinkKafkaInternalProducer<byte[], byte[]> slow(String id) {
    Properties properties = properties();
    properties.put("transaction.timeout.ms", "500");
    return new FlinkKafkaInternalProducer<>(properties, id);
  }

  /** Three answers, written and flushed. */
  private static WrittenTransaction written(FlinkKafkaInternalProducer<byte[], byte[]> producer) {
    producer.initTransactions();
    producer.beginTransaction();
    WrittenTransaction written = new WrittenTransaction(null);
    for (long time : new long[] {2000, Atom.NO_TIME, 1000}) {
      producer.send(new ProducerRecord<>("answers", "x".getBytes(StandardCharsets.UTF_8)));
      written = written.plus(time);
    }
    producer.flush();
    KafkaCommittable committable = KafkaCommittable.of(producer);
    producer.precommitTransaction();
    return written.as(committable);
  }

  /** As it comes back from a checkpoint: its producer is gone. */
  private static WrittenTransaction restored(WrittenTransaction written) {
    KafkaCommittable kafka = written.kafka();
    return written.as(
        new KafkaCommittable(
            kafka.getProducerId(), kafka.getEpoch(), kafka.getTransactionalId(), null));
  }

  private void commit(OnLoss onLoss, WrittenTransaction... transactions) throws Exception {
    try (LossCommitter committer =
        new LossCommitter(
            new KafkaCommitter(properties(), "job", 0, 0, false, FlinkKafkaInternalProducer::new),
            () -> Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())),
            KafkaDelivery.of("job").withOnLoss(onLoss),
            lost)) {
      List<CommitRequest<WrittenTransaction>> requests = new ArrayList<>();
      for (WrittenTransaction transaction : transactions) {
        requests.add(new Noting(transaction));
      }
      committer.commit(requests);
    }
  }

  @Test
  void shouldEndTheJobNamingWhatKafkaHasGivenUp() throws Exception {
    try (var aborted = slow("aborted-0-17");
        var kept = producer("kept-0-17")) {
      WrittenTransaction gone = written(aborted);
      WrittenTransaction other = written(kept);
      awaitAbort("aborted-0-17");
      assertThatThrownBy(() -> commit(OnLoss.FAIL, gone, other))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageStartingWith(
              "the transaction \"aborted-0-17\" of checkpoint 17, with 3 answers and dead letters of"
                  + " times 1970-01-01T00:00:01Z to 1970-01-01T00:00:02Z, is lost: Kafka has aborted"
                  + " it. A job that stands still for longer than its transaction time-out of 900000"
                  + " ms loses what it had not committed. ")
          .hasMessageContaining("--on-loss count");
      assertThat(state("kept-0-17")).isEqualTo("CompleteCommit");
    }
  }

  @Test
  void shouldCountAndGoOnWhereThatIsWanted() throws Exception {
    try (var aborted = slow("counted-0-17")) {
      WrittenTransaction gone = restored(written(aborted));
      awaitAbort("counted-0-17");
      commit(OnLoss.COUNT, gone);
      assertThat(lost.getCount()).isEqualTo(3);
      assertThat(outcomes).containsExactly("known counted-0-17");
    }
  }

  /** A checkpoint is restored whose transactions were committed before the process died. */
  @Test
  void shouldSayNothingOfWhatWasCommittedBefore() throws Exception {
    try (var producer = producer("before-0-3")) {
      WrittenTransaction written = written(producer);
      commit(OnLoss.FAIL, written);
      commit(OnLoss.FAIL, restored(written));
      assertThat(lost.getCount()).isZero();
    }
  }

  @Test
  void shouldSayThatAnotherJobHasTakenATransaction() throws Exception {
    try (var first = producer("taken-0-3");
        var second = producer("taken-0-3")) {
      WrittenTransaction written = written(first);
      second.initTransactions();
      assertThatThrownBy(() -> commit(OnLoss.FAIL, written))
          .cause()
          .hasMessageContaining(
              ", is lost: another job has taken its transactions, so give each a --name of its own")
          .hasMessageContaining(", or somebody has ended it");
      assertThatThrownBy(() -> commit(OnLoss.FAIL, restored(written)))
          .cause()
          .hasMessageContaining(", may be lost: another producer has its name now");
    }
  }

  private static void awaitAbort(String id) throws Exception {
    while (!state(id).equals("CompleteAbort")) {
      Thread.sleep(50);
    }
  }

  private static String state(String id) throws Exception {
    return admin.describeTransactions(List.of(id)).description(id).get().state().toString();
  }

  private final class Noting implements CommitRequest<WrittenTransaction> {
    private final WrittenTransaction written;

    Noting(WrittenTransaction written) {
      this.written = written;
    }

    @Override
    public WrittenTransaction getCommittable() {
      return written;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      outcomes.add("known " + written.id());
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      outcomes.add("unknown " + written.id());
    }

    @Override
    public void retryLater() {
      outcomes.add("later " + written.id());
    }

    @Override
    public void updateAndRetryLater(WrittenTransaction other) {
      outcomes.add("later " + written.id());
    }

    @Override
    public void signalAlreadyCommitted() {
      outcomes.add("already " + written.id());
    }
  }
}
