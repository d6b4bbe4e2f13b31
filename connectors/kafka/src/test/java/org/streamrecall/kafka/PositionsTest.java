package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @Test
  void shouldGoBeyondTheLastRecordOnlyIfNothingElseFollows() {
    try (Positions positions = new Positions()) {
      Positions.Told told = new Positions.Told();
      told.configure(positions.properties());
      assertThat(positions.beyond(PARTITION, 7)).isEqualTo(7);
      positions.begin(PARTITION, 7);
      told.onConsume(polled(9)); // two that were taken back
      assertThat(positions.beyond(PARTITION, 7)).isEqualTo(9);
      told.onConsume(polled(14, 9, 12));
      assertThat(positions.beyond(PARTITION, 7)).isEqualTo(7); // not passed on yet
      assertThat(positions.beyond(PARTITION, 10)).isEqualTo(10);
      assertThat(positions.beyond(PARTITION, 13)).isEqualTo(14);
      told.onConsume(polled(20));
      assertThat(positions.beyond(PARTITION, 10)).isEqualTo(10);
      assertThat(positions.beyond(PARTITION, 13)).isEqualTo(20);
    }
  }

  @Test
  void shouldTellNobodyOnceItsReaderHasClosed() {
    Positions positions = new Positions();
    Map<String, String> properties = positions.properties();
    positions.close();
    Positions.Told told = new Positions.Told();
    told.configure(properties);
    assertThat(told.onConsume(polled(3)).nextOffsets()).containsKey(PARTITION);
    assertThat(positions.beyond(PARTITION, 1)).isEqualTo(1);
  }

  private static ConsumerRecords<Object, Object> polled(long next, long... offsets) {
    List<ConsumerRecord<Object, Object>> records =
        java.util.Arrays.stream(offsets)
            .mapToObj(offset -> new ConsumerRecord<Object, Object>("t", 0, offset, null, null))
            .toList();
    return new ConsumerRecords<>(
        records.isEmpty() ? Map.of() : Map.of(PARTITION, records),
        Map.of(PARTITION, new OffsetAndMetadata(next)));
  }
}
