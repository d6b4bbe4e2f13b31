package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.WireFormats;
import org.streamrecall.flink.Refused;
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

  private final DeadLetter letters = new DeadLetter("dead", 100, WireFormats.JSON);

  @Test
  void shouldWriteAndCountDeadLetters() {
    Counted serializer = new Counted(BadRecords.DEAD_LETTER);
    assertThat(serializer.write(letter()).topic()).isEqualTo("dead");
    assertThat(serializer.write(answer()).topic()).isEqualTo("answers");
    assertThat(serializer.counts()).isEqualTo(Map.of("deadLetters", 1L, "dropped", 0L));
  }

  @Test
  void shouldDropAndCountDeadLetters() {
    Counted serializer = new Counted(BadRecords.DROP);
    assertThat(serializer.write(letter())).isNull();
    assertThat(serializer.write(model())).isNull();
    assertThat(serializer.write(answer()).topic()).isEqualTo("answers");
    assertThat(serializer.counts()).isEqualTo(Map.of("deadLetters", 0L, "dropped", 2L));
  }

  @Test
  void shouldFailForGoodSayingWhichRecordAndWhy() {
    Counted serializer = new Counted(BadRecords.FAIL);
    assertThatThrownBy(() -> serializer.write(letter()))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseMessage(
            "the record at topic t, partition 3, offset 17 is bad: why; to go past it start again"
                + " with --bad-records dead-letter or drop");
    Outgoing query = letters.of(new Refused("c", Refused.QUERY, "q", "why"));
    assertThatThrownBy(() -> serializer.write(query))
        .hasRootCauseMessage(
            "query {\"context\":\"c\",\"kind\":\"query\",\"id\":\"q\",\"reason\":\"why\"} is bad: why;"
                + " to go past it start again with --bad-records dead-letter or drop");
    assertThat(serializer.write(answer()).topic()).isEqualTo("answers");
  }

  /** The model before it serves on, and nobody waits for what a shadow would have said. */
  @Test
  void shouldNotFailForAModel() {
    Counted serializer = new Counted(BadRecords.FAIL);
    assertThat(serializer.write(model()).topic()).isEqualTo("dead");
    Outgoing shadow = letters.of(new Refused("c", DeadLetter.SHADOW, "q", "why"));
    assertThat(serializer.write(shadow).topic()).isEqualTo("dead");
    assertThat(serializer.counts()).isEqualTo(Map.of("deadLetters", 2L, "dropped", 0L));
  }

  private Outgoing letter() {
    return letters.of(
        new Incoming.Rejected(new byte[1], new byte[1], "t", 3, 17, 1_700_000_000_000L, "why"));
  }

  private Outgoing model() {
    return letters.of(new Refused(null, Refused.MODEL, "m", "why"));
  }

  private static Outgoing answer() {
    return Outgoing.of("answers", new byte[1], new byte[1], Atom.NO_TIME, Map.of());
  }

  /** A serializer with the counters of the group that it registers them in. */
  private static final class Counted {
    private final CountedGroup group = new CountedGroup();
    private final OutgoingSerializer serializer;

    Counted(BadRecords badRecords) {
      serializer = new OutgoingSerializer(badRecords, "dead");
      serializer.open(new Context(group), null);
    }

    ProducerRecord<byte[], byte[]> write(Outgoing outgoing) {
      return serializer.serialize(outgoing, null, null);
    }

    Map<String, Long> counts() {
      return group.counts();
    }
  }

  private record Context(MetricGroup group) implements SerializationSchema.InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return group;
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new IllegalStateException("no classes are loaded");
    }
  }

  @Test
  void shouldTravelWithoutKryo() {
    PojoTypeInfo<?> type = (PojoTypeInfo<?>) TypeInformation.of(Outgoing.class);
    for (int i = 0; i < type.getArity(); i++) {
      assertThat((Object) type.getTypeAt(i)).isNotInstanceOf(GenericTypeInfo.class);
    }
  }
}
