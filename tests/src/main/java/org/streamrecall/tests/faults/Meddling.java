package org.streamrecall.tests.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What somebody else does to the topic of what is learned. */
final class Meddling implements AutoCloseable {
  private final String servers;
  private final Served served;
  private final Admin admin;

  Meddling(String servers, Served served) {
    this.servers = servers;
    this.served = served;
    admin = Admin.create(Map.of("bootstrap.servers", servers));
  }

  /** Whether a subtask has written a transaction to its end, and begun the next. */
  boolean isCommitting() throws Exception {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    Set<String> subtasks = new HashSet<>();
    for (TransactionListing listing : admin.listTransactions(open).all().get()) {
      String id = listing.transactionalId();
      if (!subtasks.add(id.substring(0, id.lastIndexOf('-')))) {
        return true;
      }
    }
    return false;
  }

  /** With the timestamps of those who send. */
  void createTold() throws Exception {
    NewTopic told = new NewTopic(served.told(), LoadDraw.PARTITIONS, (short) 1);
    admin.createTopics(List.of(told)).all().get();
  }

  void addPartition() throws Exception {
    int more = partitions() + 1;
    admin.createPartitions(Map.of(served.told(), NewPartitions.increaseTo(more))).all().get();
  }

  /** All that has been sent so far. */
  void deleteAll() throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int i = 0; i < partitions(); i++) {
      all.put(new TopicPartition(served.told(), i), RecordsToDelete.beforeOffset(-1));
    }
    admin.deleteRecords(all).all().get();
  }

  private int partitions() throws Exception {
    String told = served.told();
    return admin
        .describeTopics(List.of(told))
        .topicNameValues()
        .get(told)
        .get()
        .partitions()
        .size();
  }

  /** One record, by a clock that is so far ahead. */
  void sendAhead(Duration ahead) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long time = System.currentTimeMillis() + ahead.toMillis();
      byte[] record = served.ahead(time);
      producer
          .send(new ProducerRecord<>(served.told(), null, time, LoadDraw.utf8("fast"), record))
          .get(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
