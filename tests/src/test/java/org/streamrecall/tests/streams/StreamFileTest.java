package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.measure.Atom;

/** Events as other people write them. */
class StreamFileTest {
  @TempDir private Path data;
  private final List<String> complaints = new ArrayList<>();

  private List<Series> read(String target, int horizon, boolean isCategory, String... lines)
      throws IOException {
    Files.write(data.resolve("s.jsonl"), List.of(lines));
    StreamSet set =
        new StreamSet("s", 0, target, List.of(horizon), 0, "", "odd", Set.of(), isCategory);
    return StreamFile.read(data, set, complaints::add);
  }

  @Test
  void shouldReadTimesAsTheyAreWritten() throws IOException {
    Series read =
        read(
                "x",
                1,
                false,
                "{\"key\":\"a\",\"at\":\"1970-01-02\",\"x\":1}",
                "{\"key\":\"a\",\"at\":\"1970-01-02T00:00:01\",\"x\":1}",
                "{\"key\":\"a\",\"at\":\"1970-01-02T01:00:01+01:00\",\"x\":1}",
                "{\"key\":\"a\",\"at\":86402000,\"x\":1}",
                "{\"key\":\"a\",\"x\":1}")
            .get(0);
    assertThat(read.times())
        .containsExactly(86_400_000, 86_401_000, 86_401_000, 86_402_000, Atom.NO_TIME);
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldReadSecondsWhereAllTimesAreSuch() throws IOException {
    Series seconds =
        read(
                "x",
                1,
                false,
                "{\"key\":\"a\",\"at\":1700000000,\"x\":1}",
                "{\"key\":\"a\",\"at\":1700000000.5,\"x\":1}")
            .get(0);
    assertThat(seconds.times()).containsExactly(1_700_000_000_000L, 1_700_000_000_500L);
    assertThat(complaints)
        .containsExactly("s: times look like seconds since the epoch and are read as such");
    Series millis =
        read(
                "x",
                1,
                false,
                "{\"key\":\"a\",\"at\":0,\"x\":1}",
                "{\"key\":\"a\",\"at\":1700000000,\"x\":1}")
            .get(0);
    assertThat(millis.times()).containsExactly(0, 1_700_000_000L);
  }

  @Test
  void shouldTakeEventsThatHaveTheTarget() throws IOException {
    List<Series> read =
        read(
            "x",
            1,
            false,
            "{\"key\":\"b\",\"at\":1}",
            "{\"key\":\"a\",\"at\":1,\"x\":\"2.5\",\"odd\":true}",
            "{\"key\":\"b\",\"at\":2,\"x\":null}",
            "{\"key\":\"a\",\"at\":3,\"x\":\"none\"}",
            "",
            "[1]",
            "{\"key\":\"b\",\"at\":4,\"x\":true,\"odd\":\"0\"}",
            "{\"key\":\"b\",\"at\":\"tomorrow\",\"x\":7}",
            "{\"key\":");
    assertThat(read).hasSize(2);
    assertThat(read.get(0).values()).containsExactly(2.5);
    assertThat(read.get(0).labels()).containsExactly(true);
    assertThat(read.get(1).values()).containsExactly(1);
    assertThat(read.get(1).labels()).containsExactly(false);
    assertThat(complaints).hasSize(1);
    assertThat(complaints.get(0)).startsWith("s: 3 lines are passed over, the first: line 6, ");
  }

  /** Also truths and numbers are names; a field of an object has both names. */
  @Test
  void shouldTakeCategoriesByWhatIsWritten() throws IOException {
    List<Series> read =
        read(
            "shop.open",
            0,
            true,
            "{\"key\":1,\"at\":1,\"shop\":{\"open\":true,\"size\":3}}",
            "{\"key\":1,\"at\":2,\"shop\":{\"open\":2}}",
            "{\"key\":1,\"at\":3,\"shop\":{\"size\":3}}");
    Series only = read.get(0);
    assertThat(only.fields())
        .extracting(of -> Fields.name(of, "shop.open"))
        .containsExactly("true", "2");
    assertThat(Fields.number(only.fields().get(0), "shop.size")).isEqualTo(3);
    assertThat(Fields.number(only.fields().get(1), "shop.size")).isNaN();
  }
}
