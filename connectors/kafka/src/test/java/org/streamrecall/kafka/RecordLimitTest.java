package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.measure.Atom;

class RecordLimitTest {
  private final Random random = new Random(1);

  /** What its producer counts, and the batch that its broker does, of bytes that do not shrink. */
  @Test
  void shouldCountAtLeastWhatKafkaDoesAndLittleMore() {
    for (int i = 0; i < 200; i++) {
      Outgoing record =
          new Outgoing(
              "t",
              bytes(10 * i),
              bytes(7000 * i),
              0,
              new String[] {"h", "ä".repeat(i)},
              new byte[][] {null, bytes(100 * i)});
      Header[] headers = {
        new RecordHeader("h", (byte[]) null),
        new RecordHeader("ä".repeat(i), record.headerValues()[1])
      };
      int producer =
          AbstractRecords.estimateSizeInBytesUpperBound(
              RecordBatch.CURRENT_MAGIC_VALUE,
              CompressionType.LZ4,
              ByteBuffer.wrap(record.key()),
              ByteBuffer.wrap(record.value()),
              headers);
      int broker =
          MemoryRecords.withRecords(
                  Compression.lz4().build(),
                  new SimpleRecord(0, record.key(), record.value(), headers))
              .sizeInBytes();
      assertThat(record.sizeInBytes()).isGreaterThanOrEqualTo(Math.max(producer, broker));
      assertThat(record.sizeInBytes()).isLessThan(Math.max(producer, broker) + 200);
    }
  }

  @Test
  void shouldSayHowMuchTooMuchAnAnswerIsAndWhatToDo() {
    RecordLimit limit = new RecordLimit(1000, false);
    Outgoing fits = Outgoing.of("out", null, new byte[850], Atom.NO_TIME, Map.of());
    Outgoing beyond = Outgoing.of("out", null, new byte[1000], Atom.NO_TIME, Map.of());
    assertThat(limit.fault("the answer", fits)).isNull();
    assertThat(limit.fault("the answer", beyond))
        .isEqualTo(
            "the answer takes 1129 bytes as a record, more than max.request.size=1000; send less, or"
                + " raise --max-request-size and max.message.bytes of the topic out");
  }

  @Test
  void shouldAskForAKeyWhereTheTopicIsCompacted() {
    Outgoing keyless = Outgoing.of("out", null, new byte[1], Atom.NO_TIME, Map.of());
    Outgoing keyed = Outgoing.of("out", new byte[0], new byte[1], Atom.NO_TIME, Map.of());
    RecordLimit limit = new RecordLimit(1000, true);
    assertThat(limit.fault("the answer", keyed)).isNull();
    assertThat(limit.fault("the answer", keyless))
        .isEqualTo(
            "the answer has no key, without which the compacted topic out takes no record; send it"
                + " with a key");
    assertThat(limit.keyed(false).fault("the answer", keyless)).isNull();
  }

  @Test
  void shouldRefuseALimitThatHoldsNoDeadLetterOrNoProducerWould() {
    KafkaSettings settings = KafkaSettings.of("localhost:9092", Topics.defaults(), "name");
    KafkaDelivery delivery = settings.delivery();
    assertThatThrownBy(() -> settings.withDelivery(delivery.withMaxRequestSize(100_000)))
        .hasMessage(
            "max.request.size=100000 does not hold a dead letter of 65536 bytes with its key and"
                + " headers; raise it to at least 114112, or keep fewer bytes of a dead letter");
    assertThatThrownBy(() -> delivery.withMaxRequestSize(33_554_433))
        .hasMessage(
            "max.request.size=33554433 is outside 1 to 33554432, which is all that the producer"
                + " buffers; use one in between");
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
