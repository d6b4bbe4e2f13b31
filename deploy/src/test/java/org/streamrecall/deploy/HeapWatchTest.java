package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.KafkaSettings;

class HeapWatchTest {
  private static final long MB = 1 << 20;
  private static final long MOST = 400 * MB;

  private final List<String> said = new ArrayList<>();
  private final HeapWatch watch = new HeapWatch(said::add);
  private long millis;
  private long collecting;

  /** A collection half a second after the last. */
  private void collected(long megabytes, int collectingMillis, boolean whole) {
    millis += 500;
    collecting += collectingMillis;
    watch.collected(new HeapWatch.Reading(millis, megabytes * MB, MOST, collecting, whole));
  }

  @Test
  void shouldWarnOnceOfAHeapThatStaysFourFifthsFull() {
    for (int i = 0; i < 100; i++) {
      collected(319, 10, true);
    }
    assertThat(said).isEmpty();
    for (int i = 0; i < 100; i++) {
      collected(321, 10, true);
    }
    assertThat(said)
        .containsExactly(
            "the heap is 80 % full after collection (321 MB of 400 MB); "
                + HeapWatch.REMEDY
                + ", before it is full");
    collected(200, 10, true);
    collected(330, 10, true);
    assertThat(said).hasSize(2);
  }

  /** Collections of the young leave what died old, until one of the old takes it. */
  @Test
  void shouldNotTakeWhatHasDiedForWhatIsNeeded() {
    for (int i = 0; i < 200; i++) {
      collected(180 + 40 * (i % 5), 10, false);
    }
    assertThat(said).isEmpty();
    for (int i = 0; i < 5; i++) {
      collected(330 + i, 10, false);
    }
    assertThat(said).hasSize(1);
  }

  @Test
  void shouldEndWhatDoesNothingButCollect() {
    for (int i = 0; i < 19; i++) {
      collected(390, 450, true);
    }
    assertThat(said).hasSize(1);
    assertThatThrownBy(
            () -> {
              collected(390, 450, true);
              collected(390, 450, true);
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the heap is 98 % full after collection (390 MB of 400 MB), and collecting takes all of"
                + " the time; "
                + HeapWatch.REMEDY
                + ", then start it again");
  }

  @Test
  void shouldLetAFullHeapBeThatWorks() {
    for (int i = 0; i < 200; i++) {
      collected(390, 300, true);
    }
    for (int i = 0; i < 200; i++) {
      collected(i % 8 == 0 ? 340 : 390, 490, false);
    }
    assertThat(said).hasSize(1);
  }

  @Test
  void shouldSeeACollectionOfThisProcess() {
    HeapReadings readings = new HeapReadings();
    readings.next();
    assertThat(readings.next()).isEmpty();
    System.gc();
    HeapWatch.Reading reading = readings.next().orElseThrow();
    assertThat(reading.used()).isBetween(MB, reading.most());
    assertThat(reading.whole()).isTrue();
    assertThat(reading.collecting()).isPositive();
    assertThat(readings.next()).isEmpty();
  }

  @Test
  void shouldSayWhatManyKeysTake() {
    JobOptions options =
        JobOptions.of(KafkaSettings.of("localhost:1", Topics.defaults(), "n"))
            .withCheckpointInterval(Duration.ofSeconds(1))
            .withSketchBytes(4096);
    List<String> small = new KeyAccount(options, Backend.HEAP, MOST).lines();
    assertThat(small).hasSize(2);
    assertThat(small.get(0))
        .isEqualTo(
            "100,000 keys take up to 419 MB of the heap once they are full, 4,396 bytes each; keys"
                + " of few events less");
    assertThat(small.get(1))
        .startsWith("that is more than the heap of 400 MB holds, some 76,329 full keys; give more");
    assertThat(new KeyAccount(options, Backend.HEAP, 2 * MOST).lines()).hasSize(1);
    assertThat(new KeyAccount(options, Backend.ROCKSDB, MOST).lines())
        .containsExactly(
            "100,000 keys take up to 391 MB on disk once they are full, 4,096 bytes each; keys of"
                + " few events less");
  }
}
