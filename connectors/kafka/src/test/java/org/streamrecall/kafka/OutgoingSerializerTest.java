package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;

class OutgoingSerializerTest {
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void shouldStampWithTheEventTimeWhereKafkaKeepsIt() {
    assertThat(OutgoingSerializer.timestamp(NOW - 5, NOW)).isEqualTo(NOW - 5);
    assertThat(OutgoingSerializer.timestamp(NOW + 5, NOW)).isEqualTo(NOW + 5);
  }

  @Test
  void shouldLeaveTheStampToTheProducerWhereKafkaRefusesOrDeletes() {
    long day = Duration.ofDays(1).toMillis();
    assertThat(OutgoingSerializer.timestamp(NOW - day - 1, NOW)).isNull();
    assertThat(OutgoingSerializer.timestamp(NOW + Duration.ofHours(1).toMillis(), NOW)).isNull();
    assertThat(OutgoingSerializer.timestamp(Atom.NO_TIME, NOW)).isNull();
    assertThat(OutgoingSerializer.timestamp(-1, NOW)).isNull();
  }

  @Test
  void shouldTravelWithoutKryo() {
    PojoTypeInfo<?> type = (PojoTypeInfo<?>) TypeInformation.of(Outgoing.class);
    for (int i = 0; i < type.getArity(); i++) {
      assertThat((Object) type.getTypeAt(i)).isNotInstanceOf(GenericTypeInfo.class);
    }
  }
}
