package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochUnitTest {
  /** Whatever the unit of a time from 1990 to 2100, its size tells it. */
  @Property
  void shouldTellTheUnitByTheSize(
      @ForAll @LongRange(min = 631_152_000, max = 4_102_444_799L) long second) {
    Assume.that(EpochUnit.calendar(second) == null);
    assertThat(EpochUnit.of(second)).isEqualTo(EpochUnit.SECONDS);
    assertThat(EpochUnit.of(1e3 * second)).isEqualTo(EpochUnit.MILLIS);
    assertThat(EpochUnit.of(1e6 * second)).isEqualTo(EpochUnit.MICROS);
    assertThat(EpochUnit.of(1e9 * second)).isEqualTo(EpochUnit.NANOS);
    for (EpochUnit unit : EpochUnit.values()) {
      double number = second * StrictMath.pow(1e3, unit.ordinal());
      assertThat(unit.millis(number)).isEqualTo(1e3 * second);
    }
  }

  /** What is not of these years has no unit: nothing becomes 1970. */
  @Property
  void shouldReadNoNumberAsAnotherYear(
      @ForAll @DoubleRange(min = -1e19, max = 1e19) double number) {
    EpochUnit unit = EpochUnit.of(number);
    if (unit != null) {
      Instant read = Instant.ofEpochMilli((long) unit.millis(number));
      assertThat(read)
          .isBetween(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20240101,yyyyMMdd",
    "2024010112,yyyyMMddHH",
    "202401010000,yyyyMMddHHmm",
    "20240101000000,yyyyMMddHHmmss",
    "20240230,",
    "20241301,",
    "1704067200,",
    "1704067200000,"
  })
  void shouldKnowDatesThatAreWrittenAsNumbers(double number, String pattern) {
    assertThat(EpochUnit.calendar(number)).isEqualTo(pattern);
  }

  @Test
  void shouldHaveNoUnitForDatesAndOtherYears() {
    for (double number :
        new double[] {20240101, 2024010112, 202401010000.0, 20240230, -1, 5e9, 9e18}) {
      assertThat(EpochUnit.of(number)).isNull();
      assertThat(EpochUnit.isCount(number)).isFalse();
    }
    assertThat(EpochUnit.isCount(0) && EpochUnit.isCount(1e7 - 1)).isTrue();
  }
}
