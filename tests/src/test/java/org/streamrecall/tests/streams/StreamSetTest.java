package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSetTest {
  @TempDir private Path data;

  @Test
  void shouldReadWhatStandsThereAndDoWithoutTheRest() throws IOException {
    Files.writeString(
        data.resolve("sets.json"),
        """
        {"numbers":[{"set":"a","target":"x"},
                    {"set":"a","target":"y","horizons":[0,1,3],"label":"odd","keys":4,"season":24}],
         "categories":[{"set":"a","target":"k","not":["z"]},
                       {"set":"b","target":"k","horizons":[1,2],"clock":"d"}],
         "protocol":"","more":1}
        """);
    List<StreamSet> sets = StreamSet.read(data);
    assertThat(sets).extracting(StreamSet::target).containsExactly("x", "y", "y", "k", "k", "k");
    assertThat(sets)
        .extracting(StreamSet::horizons)
        .containsExactly(List.of(1), List.of(0), List.of(1, 3), List.of(0), List.of(1), List.of(2));
    assertThat(sets)
        .extracting(StreamSet::label)
        .containsExactly(null, null, "odd", null, null, null);
    assertThat(sets.get(0).keys()).isZero();
    assertThat(sets.get(0).clock()).isEmpty();
    assertThat(sets.get(2).season()).isEqualTo(24);
    // A label is kept from all that is foretold of its set.
    assertThat(sets.get(3).hidden()).containsExactlyInAnyOrder("key", "at", "k", "z", "odd");
    assertThat(sets.get(4).hasDays()).isTrue();
  }
}
