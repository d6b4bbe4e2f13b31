package org.streamrecall.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LoadDrawTest {
  private static final long START = 1_750_000_000_000L;

  @Test
  void shouldBeOutOfOrderButNeverLate() {
    Load load = new TokenDraw(new LoadDraw.Size(500, 20, 5, START, true)).load();
    Map<String, Long> newest = new HashMap<>();
    int behind = 0;
    for (ProducerRecord<byte[], byte[]> record : load.records()) {
      if (record.topic().equals(LoadDraw.TOPICS.models())) {
        continue;
      }
      long most = newest.merge(record.topic(), record.timestamp(), Math::max);
      assertThat(most - record.timestamp()).isLessThan(LoadDraw.LATENESS.toMillis());
      behind += record.timestamp() < most ? 1 : 0;
    }
    assertThat(behind).isGreaterThan(load.records().size() / 2);
  }

  @Test
  void shouldBeDrawnByTheSeedAlone() {
    List<String> drawn = texts(5);
    assertThat(texts(5).equals(drawn)).isTrue();
    assertThat(texts(6).equals(drawn)).isFalse();
  }

  private static List<String> texts(long seed) {
    return new TokenDraw(new LoadDraw.Size(200, 20, seed, START, true))
        .load().records().stream()
            .map(record -> record.topic() + record.timestamp() + Arrays.toString(record.value()))
            .toList();
  }

  @Test
  void shouldLetEachModelComeBeforeTheQueriesOfItsTime() {
    Load load = new TokenDraw(new LoadDraw.Size(500, 20, 5, START, true)).load();
    assertThat(load.gates())
        .extracting(Load.Gate::refused)
        .containsExactly("not sharper", "not softer");
    for (Load.Gate gate : load.gates()) {
      long from = 0;
      for (int i = 0; i < gate.place(); i++) {
        ProducerRecord<byte[], byte[]> record = load.records().get(i);
        if (record.topic().equals(LoadDraw.TOPICS.models())) {
          from = record.timestamp();
        }
      }
      for (int i = 0; i < gate.place(); i++) {
        ProducerRecord<byte[], byte[]> record = load.records().get(i);
        if (record.topic().equals(LoadDraw.TOPICS.queries())) {
          assertThat(record.timestamp()).isLessThan(from);
        }
      }
    }
  }
}
