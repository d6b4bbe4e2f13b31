package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvDialectTest {
  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.strings().withChars("ab ,;\t|\"\n#1.").ofMinLength(0).ofMaxLength(6);
    return cell.list().ofSize(3).list().ofMinSize(2).ofMaxSize(12);
  }

  /** Whatever quoted cells hold, it is found, and the look sees the cells that there are. */
  @Property
  void shouldFindTheSeparatorOfQuotedCells(
      @ForAll("separators") char separator, @ForAll("tables") List<List<String>> table) {
    String text =
        table.stream()
            .map(row -> row.stream().map(CsvDialectTest::quoted).collect(joined(separator)))
            .collect(Collectors.joining("\n", "x" + separator + "y" + separator + "z\n", "\n"));
    assertThat(CsvDialect.of(text, null, null).separator()).isEqualTo(separator);
    assertThat(CsvDialect.rows(text, separator)).hasSize(table.size() + 1);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined(char separator) {
    return Collectors.joining(String.valueOf(separator));
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Property
  void shouldReadANumberWithACommaAsItsOwn(@ForAll int thousandths) {
    String point = String.format(Locale.ROOT, "%.3f", thousandths / 1000.0);
    String comma = String.format(Locale.GERMANY, "%,.3f", thousandths / 1000.0);
    assertThat(CsvDialect.withPoint(comma)).isEqualTo(point);
    String text = "a;b\n1;" + comma + "\n2;" + comma + "\n";
    assertThat(CsvDialect.of(text, null, null)).isEqualTo(new CsvDialect(';', true));
    assertThat(CsvDialect.of(text.replace(comma, point), null, null))
        .isEqualTo(new CsvDialect(';', false));
  }

  @Test
  void shouldKeepToCommasWhereRowsDiffer() {
    assertThat(CsvDialect.of("a,b|c,d\n1,2,3\n4,5\n", null, null).separator()).isEqualTo(',');
    assertThat(CsvDialect.of("", null, null)).isEqualTo(new CsvDialect(',', false));
    assertThat(CsvDialect.of("a;b\n1;2", ' ', ',')).isEqualTo(new CsvDialect(' ', true));
  }

  @Test
  void shouldTellUnitsFromEvents() {
    String units = "at;v\n%s\n2024-01-01;1\n2024-01-02;2\n";
    assertThat(said(units.formatted("s;degC"))).contains("\"degC\"; delete it");
    assertThat(said(units.formatted("s;1/min"))).contains("\"1/min\"");
    assertThat(said(units.formatted("2024-01-01;oops"))).isNull();
    assertThat(said(units.formatted("2024-01-01;NA"))).isNull();
    assertThat(said(units.formatted(";-"))).isNull();
    assertThat(said("k;v\nk;a\nk;b\nk;c\n")).isNull();
  }

  private static String said(String text) {
    return UnitRow.in(CsvDialect.rows(text, ';'), false);
  }
}
