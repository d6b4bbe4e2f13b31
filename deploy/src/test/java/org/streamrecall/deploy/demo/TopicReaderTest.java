package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.deploy.demo.TopicReader.Isolation;

class TopicReaderTest {
  private static final String TOPIC = "answers";

  /** What the demo's counts rest on: an answer repeated in a later transaction is seen. */
  @Test
  void shouldBeAtTheEndOnlyWhenALaterTransactionIsCommittedAndRead() throws Exception {
    Answers answers = new Answers();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        TakenIn offsets = new TakenIn(KafkaAccess.of(broker.bootstrapServers()), "none");
        KafkaProducer<String, String> producer = producer(broker)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
      try (TopicReader reader =
          new TopicReader(
              KafkaAccess.of(broker.bootstrapServers()),
              TOPIC,
              Isolation.READ_COMMITTED,
              r -> answers.accept(new String(r.key()), r.value()))) {
        producer.initTransactions();
        producer.beginTransaction();
        List<Future<?>> sent = new ArrayList<>();
        sent.add(producer.send(new ProducerRecord<>(TOPIC, 0, "any-0-0", "1")));
        sent.add(producer.send(new ProducerRecord<>(TOPIC, 1, "load-0-0", "2")));
        producer.commitTransaction();
        await(reader, offsets.ends(TOPIC));
        assertThat(answers.duplicates()).isZero();

        producer.beginTransaction();
        sent.add(producer.send(new ProducerRecord<>(TOPIC, 0, "any-0-0", "3")));
        for (Future<?> record : sent) {
          record.get();
        }
        Map<TopicPartition, Long> ends = offsets.ends(TOPIC);
        Thread.sleep(300);
        assertThat(reader.hasRead(ends)).isFalse();

        producer.commitTransaction();
        await(reader, ends);
      }
    }
    Question asked = new Question("any-0-0", List.of(), 0, 0);
    LanguageContext context = new LanguageContext("any-0", List.of(), List.of(), List.of(asked));
    assertThat(answers.answered()).isEqualTo(2);
    assertThat(answers.duplicates()).isEqualTo(1);
    assertThat(answers.received(List.of(context)))
        .extracting(String::new)
        .containsExactly("1", "3");
  }

  private static void await(TopicReader reader, Map<TopicPartition, Long> ends) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!reader.hasRead(ends)) {
      reader.check();
      assertThat(System.nanoTime()).as("time to read to the end").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "t"),
        new StringSerializer(),
        new StringSerializer());
  }
}
