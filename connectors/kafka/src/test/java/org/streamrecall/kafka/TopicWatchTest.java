package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
  @Test
  void shouldFindPartitionsAndNoticeAnotherTopic() {
    TopicWatch watch = new TopicWatch("t", 0);
    Uuid id = Uuid.randomUuid();
    assertThat(watch.look(topic(id, 1))).isEqualTo(Set.of(new TopicPartition("t", 0)));
    assertThat(watch.look(topic(id, 3))).hasSize(3).contains(new TopicPartition("t", 2));
    Uuid other = Uuid.randomUuid();
    assertThatThrownBy(() -> watch.look(topic(other, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its id was " + id + ", and is " + other);
  }

  @Test
  void shouldDoWithoutIdsWhereABrokerGivesNone() {
    TopicWatch watch = new TopicWatch("t", 2);
    assertThat(watch.look(topic(Uuid.ZERO_UUID, 2))).hasSize(2);
    assertThat(watch.look(topic(Uuid.randomUuid(), 2))).hasSize(2);
    assertThat(watch.look(topic(Uuid.ZERO_UUID, 2))).hasSize(2);
  }

  private static TopicDescription topic(Uuid id, int partitions) {
    List<TopicPartitionInfo> all =
        IntStream.range(0, partitions)
            .mapToObj(i -> new TopicPartitionInfo(i, Node.noNode(), List.of(), List.of()))
            .toList();
    return new TopicDescription("t", false, all, Set.of(), id);
  }
}
