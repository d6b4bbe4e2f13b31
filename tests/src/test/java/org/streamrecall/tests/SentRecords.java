package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.streamrecall.client.Excerpt;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.tests.Fuzz.Fate;
import org.streamrecall.tests.Fuzz.Fuzzed;

/** Every record that was sent, by where Kafka put it, and what became of it. */
final class SentRecords implements AutoCloseable {
  record Place(String topic, int partition, long offset) {}

  /** A record as Kafka has it. */
  static final class Sent {
    final Fuzzed record;
    final long timestamp;
    boolean refused;

    Sent(Fuzzed record, long timestamp) {
      this.record = record;
      this.timestamp = timestamp;
    }
  }

  private record Sending(Fuzzed record, Future<RecordMetadata> metadata) {}

  private static final int SHOWN = 2000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Sending> sending = new ArrayList<>();
  private final List<Sending> last = new ArrayList<>();
  private final Map<Place, Sent> all = new HashMap<>();

  SentRecords(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                16 << 20,
                "linger.ms",
                "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(String topic, Fuzzed record) {
    sending.add(
        new Sending(
            record, producer.send(new ProducerRecord<>(topic, record.key(), record.value()))));
  }

  /**
   * A bad record at the end of each partition. Once its letter is committed a checkpoint stands
   * after all that was sent before.
   */
  void sendLast(String topic, int partitions) {
    for (int p = 0; p < partitions; p++) {
      Fuzzed bad = new Fuzzed(null, null, Fate.REFUSED);
      last.add(new Sending(bad, producer.send(new ProducerRecord<>(topic, p, null, null))));
    }
    sending.addAll(last);
  }

  /** All dead letters of what was sent, read until there can be no more. */
  List<ConsumerRecord<byte[], byte[]>> letters(BytesReader reader) throws Exception {
    Set<Place> ends = new HashSet<>();
    for (Sending one : last) {
      RecordMetadata at = one.metadata.get();
      ends.add(new Place(at.topic(), at.partition(), at.offset()));
    }
    List<ConsumerRecord<byte[], byte[]>> letters =
        reader.until(letter -> !isOfModel(letter) && ends.contains(place(letter)), ends.size());
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      if (!isOfModel(letter)) {
        refuse(letter);
      }
    }
    return letters;
  }

  static boolean isOfModel(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "recall.kind").equals("model");
  }

  private static Place place(ConsumerRecord<byte[], byte[]> letter) {
    return new Place(
        header(letter, "recall.topic"),
        Integer.parseInt(header(letter, "recall.partition")),
        Long.parseLong(header(letter, "recall.offset")));
  }

  /** Waits until Kafka has all of them. */
  void flush() throws Exception {
    producer.flush();
    for (Sending one : sending) {
      RecordMetadata at = one.metadata.get();
      Place place = new Place(at.topic(), at.partition(), at.offset());
      all.put(place, new Sent(one.record, at.timestamp()));
    }
    sending.clear();
  }

  /** That a letter is of one of them, of none twice, with its bytes, timestamp and a reason. */
  private void refuse(ConsumerRecord<byte[], byte[]> letter) throws Exception {
    Place place = place(letter);
    Sent sent = all.get(place);
    assertThat(sent).as("what was sent to %s", place).isNotNull();
    assertThat(sent.refused).as("a second letter of %s", place).isFalse();
    sent.refused = true;
    assertThat(header(letter, "recall.timestamp")).isEqualTo(Long.toString(sent.timestamp));
    assertThat(header(letter, "recall.reason")).isNotBlank();
    if (header(letter, "recall.kind").equals("record")) {
      byte[] value = sent.record.value() == null ? new byte[0] : sent.record.value();
      int kept = Math.min(value.length, KafkaSettings.DEAD_LETTER_BYTES);
      assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, kept));
      assertThat(letter.key()).isEqualTo(sent.record.key());
      assertThat(header(letter, "recall.length")).isEqualTo(Integer.toString(value.length));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
      assertThat(header(letter, "recall.sha256")).isEqualTo(HexFormat.of().formatHex(digest));
    }
  }

  /** What was not refused; that nothing was which should not have been, nor the other way. */
  List<Sent> taken(String topic) {
    List<Sent> taken = new ArrayList<>();
    all.forEach(
        (place, sent) -> {
          if (place.topic.equals(topic)) {
            Fate fate = sent.record.fate();
            if (fate != Fate.EITHER && sent.refused != (fate == Fate.REFUSED)) {
              throw new AssertionError(
                  place + " was to be " + fate + ": " + text(sent.record.value()));
            }
            if (!sent.refused) {
              taken.add(sent);
            }
          }
        });
    return taken;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    if (header == null) {
      throw new AssertionError(text(record.value()) + " has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "null" : Excerpt.of(new String(bytes, StandardCharsets.UTF_8), SHOWN);
  }

  @Override
  public void close() {
    producer.close();
  }
}
