package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.measure.Atom;

class ModelDeserializerTest {
  private static final byte[] MODEL = {1, 2, 3};

  private static List<ModelUpdate> read(byte[] key, byte[] value, String from) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("m", 0, 7, key, value);
    if (from != null) {
      record.headers().add("recall.effective-from", from.getBytes(StandardCharsets.UTF_8));
    }
    List<ModelUpdate> read = new ArrayList<>();
    new ModelDeserializer().deserialize(record, new ListCollector<>(read));
    return read;
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000000, 1700000000000",
    "-5, -5",
    "2023-11-14T22:13:20Z, 1700000000000",
    "2023-11-14T22:13:20.5Z, 1700000000500"
  })
  void shouldReadFromWhenOnAModelAnswers(String header, long time) {
    ModelUpdate update = read(new byte[] {'x'}, MODEL, header).get(0);
    assertThat(update.name()).isEqualTo("x");
    assertThat(update.safetensors()).isSameAs(MODEL);
    assertThat(update.effectiveFrom()).isEqualTo(time);
    assertThat(update.fault()).isNull();
  }

  @Test
  void shouldTakeInAtOnceAModelWithoutATimeAndNoneWithoutBytes() {
    ModelUpdate update = read(null, MODEL, null).get(0);
    assertThat(update.name()).isEqualTo("m-0@7");
    assertThat(update.effectiveFrom()).isEqualTo(Atom.NO_TIME);
    assertThat(read(null, null, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "", "2023-11-14", "99999999999999999999"})
  void shouldSayWhatIsNoTime(String header) {
    ModelUpdate update = read(new byte[] {'x'}, MODEL, header).get(0);
    assertThat(update.name()).isEqualTo("x");
    assertThat(update.fault())
        .isEqualTo(
            "recall.effective-from=\""
                + header
                + "\" is no time; write milliseconds since the epoch, or 2026-01-31T12:00:00Z");
  }
}
