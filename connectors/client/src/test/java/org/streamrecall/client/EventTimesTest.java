package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.schema.Reading;

class EventTimesTest {
  private static EventTimes times(String format, String zone) {
    return new EventTimes(new Reading(List.of(), format, zone));
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy HH:mm, 01.02.2024 15:00, 2024-02-01T15:00:00Z",
    "MM/dd/yyyy hh:mm a, 01/02/2024 03:00 pm, 2024-01-02T15:00:00Z",
    "d.M.yyyy, 1.2.2024, 2024-02-01T00:00:00Z",
    "yyyyMMdd, 20240201, 2024-02-01T00:00:00Z",
    "yyyyMMddHHmm, 202402011530, 2024-02-01T15:30:00Z",
    "dd MMM yyyy, 01 Feb 2024, 2024-02-01T00:00:00Z",
    "yyyy-MM, 2024-02, 2024-02-01T00:00:00Z",
    "dd.MM.yyyy HH:mm XX, 01.02.2024 15:00 +0100, 2024-02-01T14:00:00Z"
  })
  void shouldReadTimesByAFormat(String format, String text, Instant time) {
    assertThat(times(format, null).millis("at", text)).isEqualTo(time.toEpochMilli());
    assertThat(times(format, null).formatted("2024-01-01T00:00:00Z")).isNull();
  }

  /** A zone is of times that name none. */
  @ParameterizedTest
  @CsvSource({
    "2024-07-01 12:00, 2024-07-01T10:00:00Z",
    "2024-07-01, 2024-06-30T22:00:00Z",
    "2024-07-01 12:00Z, 2024-07-01T12:00:00Z",
    "2024-07-01T12:00:00[Asia/Tokyo], 2024-07-01T03:00:00Z",
    "01.07.2024 12:00, 2024-07-01T10:00:00Z"
  })
  void shouldReadTimesWithoutAnOffsetInAZone(String text, Instant time) {
    EventTimes times = times("dd.MM.yyyy HH:mm", "Europe/Berlin");
    assertThat(times.millis("at", text)).isEqualTo(time.toEpochMilli());
  }

  @Test
  void shouldNameBothReadingsOfADate() {
    assertThatThrownBy(() -> EventTimes.parse("at", "01/02/2024"))
        .hasMessage(
            "at=\"01/02/2024\" is a date whose order is not told: it is 2024-02-01 by"
                + " \"dd/MM/yyyy\", or 2024-01-02 by \"MM/dd/yyyy\"; say which by --time-format");
    assertThatThrownBy(() -> EventTimes.parse("at", "13.2.2024 9:05:00"))
        .hasMessageContaining("it is 2024-02-13 by \"dd.M.yyyy H:mm:ss\"; say");
  }

  /** No day becomes another. */
  @Test
  void shouldRefuseDaysThatAreNone() {
    assertThat(times("dd.MM.yyyy", null).formatted("30.02.2024")).isNull();
    assertThatThrownBy(() -> times("dd.MM.yyyy", null).millis("at", "30.02.2024"));
    assertThatThrownBy(() -> EventTimes.parse("at", "2024-02-30T00:00:00Z"))
        .hasMessageContaining("is no time");
    assertThatThrownBy(() -> times("dd.MM{", null)).hasMessageContaining("is no pattern: ");
    assertThatThrownBy(() -> times(null, "Berlin")).hasMessageContaining("is no time zone; write");
  }

  @Test
  void shouldRefuseNumbersOfNoUnit() {
    EventTimes times = times(null, null);
    assertThatThrownBy(() -> times.unit("at", "20240101", 20240101))
        .hasMessageContaining("looks like a date")
        .hasMessageEndingWith("--time-format yyyyMMdd");
    assertThatThrownBy(() -> times.unit("at", "5e9", 5e9))
        .hasMessageContaining("of none of the years 1990 to 2100");
    assertThat(times("micros", null).unit()).isEqualTo(EpochUnit.MICROS);
  }
}
