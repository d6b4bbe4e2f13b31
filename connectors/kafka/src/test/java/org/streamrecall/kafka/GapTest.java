package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.streamrecall.kafka.PartitionLook.Found;

class GapTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 2);
  private static final Uuid ID = new Uuid(1, 2);
  private static final Uuid OTHER = new Uuid(3, 4);

  /** Of the same topic, exactly the offsets below its oldest are missing. */
  @Property(tries = 200)
  void shouldMissExactlyWhatLiesBelowTheOldest(
      @ForAll @LongRange(max = 100) long offset,
      @ForAll @LongRange(max = 100) long begin,
      @ForAll @LongRange(max = 100) long more) {
    Gap gap = Gap.of(PARTITION, offset, ID, new Found(ID, begin, begin + more));
    if (offset >= begin && offset <= begin + more) {
      assertThat(gap).isNull();
    } else {
      assertThat(gap.offsets()).isEqualTo(Math.max(0, begin - offset));
      assertThat(gap.next()).isEqualTo(offset < begin ? begin : begin + more);
    }
  }

  @Test
  void shouldBeginAnewWithAnotherTopicWhateverItsOffsets() {
    for (long end : new long[] {0, 10, 20, 3000}) {
      Gap gap = Gap.of(PARTITION, 20, ID, new Found(OTHER, 0, end));
      assertThat(gap.next()).isZero();
      assertThat(gap.sentence())
          .startsWith("topic \"orders\", partition 2: what came from offset 20 on went unread: the")
          .contains("was made anew: its id was " + ID)
          .endsWith("offsets 0 to " + (end - 1) + " (" + end + "), none of them read");
    }
  }

  /** An offset that a group has committed, or that a former version kept, has no topic's id. */
  @Test
  void shouldTakeAnOffsetOfAnUnknownTopicForThatOfWhatIsThereIfItCanBe() {
    assertThat(Gap.of(PARTITION, 20, null, new Found(ID, 20, 20))).isNull();
    assertThat(Gap.of(PARTITION, 20, null, new Found(null, 3, 40))).isNull();
    assertThat(Gap.of(PARTITION, 20, ID, new Found(null, 3, 40))).isNull();
    assertThat(Gap.of(PARTITION, 20, null, new Found(ID, 3, 19)).next()).isEqualTo(3);
  }

  @Test
  void shouldSayThatALogWasCutAndThatAPartitionIsGone() {
    Gap cut = Gap.of(PARTITION, 20, ID, new Found(ID, 0, 15));
    assertThat(cut.sentence()).contains("read up to offset 19, and now ends at 14: its broker has");
    assertThat(cut.next()).isEqualTo(15);
    Gap gone = Gap.of(PARTITION, 20, ID, null);
    assertThat(gone.sentence()).endsWith("made anew, without such a partition");
    assertThat(gone.consequence()).isEqualTo("it is read no more");
  }

  @Test
  void shouldNameAllGapsAndEndTheJobOrCountThem() {
    Gap one = Gap.of(PARTITION, 4, ID, new Found(ID, 5, 9));
    Gap more = Gap.of(new TopicPartition("orders", 3), 4, ID, new Found(ID, 3004, 4000));
    UnregisteredMetricsGroup metrics = new UnregisteredMetricsGroup();
    GapReport failing = new GapReport(OnGap.FAIL, metrics);
    failing.say(List.of());
    assertThatThrownBy(() -> failing.say(List.of(one, more)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessage(
            "topic \"orders\", partition 2: offset 4 (1) went unread: Kafka had deleted them before (its"
                + " retention, or its operator); topic \"orders\", partition 3: offsets 4 to 3003 (3000)"
                + " went unread: Kafka had deleted them before (its retention, or its operator); to go on"
                + " without that start again with --on-gap count");
    CountedGroup counted = new CountedGroup();
    new GapReport(OnGap.COUNT, counted).say(List.of(one, more));
    assertThat(counted.counts()).isEqualTo(Map.of("gaps", 2L, "gapOffsets", 3001L));
  }
}
