package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.EventMemory;
import org.streamrecall.measure.Decay;

/** The memory is not shown what it is to foretell. */
class ForetoldTest {
  private static final int CHANGED = 90;

  @TempDir private Path data;
  private StreamSet price;
  private StreamSet size;

  @BeforeEach
  void write() throws IOException {
    GeneratedStreams.write(data);
    List<StreamSet> sets = StreamSet.read(data);
    price = sets.get(3);
    size = sets.get(4);
  }

  private List<Series> series(StreamSet set) throws IOException {
    return StreamFile.read(data, set, complaint -> {});
  }

  @Test
  void shouldBeShownNoFieldThatIsHidden() throws IOException {
    Reading ofPrice = Reading.of(price, series(price), complaint -> {});
    assertThat(ofPrice.numbers()).containsExactly("load", "weight");
    assertThat(ofPrice.names()).containsExactly("colour", "size");
    assertThat(ofPrice.schema().fields())
        .contains("price", "weight", "colour")
        .doesNotContain("odd", "tax"); // the label is another entry's
    Reading ofSize = Reading.of(size, series(size), complaint -> {});
    assertThat(ofSize.schema().fields()).doesNotContain("odd", "tax", "price");
  }

  @Test
  void shouldSayTheSameWhateverTheEventItselfBrings() throws IOException {
    List<Series> keys = series(price);
    Reading reading = Reading.of(price, keys, complaint -> {});
    Series series = keys.get(0);
    double[] others = series.values().clone();
    others[CHANGED] += 100;
    Series changed = new Series(series.times(), others, null, series.fields());
    Protocol protocol = Protocol.of(series, price);
    EventMemory memory = new EventMemory(reading.schema().untrained(), 16384, true, Decay.NONE);
    double[] before = Foretold.of(series, reading, memory, protocol).values()[0];
    double[] after = Foretold.of(changed, reading, memory, protocol).values()[0];
    int known = CHANGED + 1 - protocol.first();
    assertThat(Arrays.copyOf(after, known)).containsExactly(Arrays.copyOf(before, known));
    assertThat(after[known]).isNotEqualTo(before[known]);
  }
}
