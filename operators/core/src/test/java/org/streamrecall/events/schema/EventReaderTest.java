package org.streamrecall.events.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.streamrecall.measure.Atom;

/** Times of events as Java has them. */
class EventReaderTest {
  private static final Instant AT = Instant.parse("2026-03-29T01:30:00.250Z");
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "hour(at)", "amount", null);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long time(Object when) {
    EventReader<Object> reader = new EventReader<>();
    reader.key("card", event -> "a");
    reader.time("at", event -> event);
    reader.number("amount", event -> 1);
    return reader.by(EventFields.of(SCHEMA)).read(when).time();
  }

  static Object[] moments() {
    return new Object[] {
      AT,
      AT.atOffset(ZoneOffset.ofHours(5)),
      AT.atZone(ZoneId.of("Europe/Berlin")),
      Date.from(AT),
      Timestamp.from(AT),
      AT.toEpochMilli()
    };
  }

  @ParameterizedTest
  @MethodSource("moments")
  void shouldReadEveryKindOfMoment(Object moment) {
    assertThat(time(moment)).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void shouldTakeAnUnknownTimeForNone() {
    EventReader<String> reader = new EventReader<>();
    reader.key("card", event -> "a");
    reader.time("at", event -> null);
    reader.number("amount", event -> 1);
    assertThat(reader.by(EventFields.of(SCHEMA)).read("x").time()).isEqualTo(Atom.NO_TIME);
  }

  @Test
  void shouldSayWhatATimeWithoutItsZoneNeeds() {
    assertThatThrownBy(() -> time(LocalDateTime.parse("2026-03-29T02:30")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "at=2026-03-29T02:30 is no moment without its zone; say which: .time(\"at\", ..,"
                + " ZoneId.of(\"Europe/Berlin\"))");
    assertThatThrownBy(() -> time("29.03.2026"))
        .hasMessageStartingWith("at=29.03.2026 is a text, not a moment; say its format: .time(");
    assertThatThrownBy(() -> zoned("29.03.2026", BERLIN))
        .hasMessageStartingWith("at=29.03.2026 is a text, not a time; say its format too: .time(");
  }

  /** A reader travels with its job. */
  private static long time(EventReader<Object> reader, Object when) {
    reader.key("card", event -> "a");
    reader.number("amount", event -> 1);
    return sent(reader).by(EventFields.of(SCHEMA)).read(when).time();
  }

  @SuppressWarnings("unchecked")
  private static EventReader<Object> sent(EventReader<Object> reader) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(reader);
      out.flush();
      return (EventReader<Object>)
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static long zoned(Object when, ZoneId zone) {
    EventReader<Object> reader = new EventReader<>();
    reader.time("at", event -> event, zone);
    return time(reader, when);
  }

  private static long formatted(String when, String format, ZoneId zone) {
    EventReader<Object> reader = new EventReader<>();
    reader.time("at", event -> "".equals(event) ? null : event.toString(), format, zone);
    return time(reader, when);
  }

  /** Clocks of Berlin pass over 02:00 to 03:00 on this day. */
  @Test
  void shouldReadTimesByTheClocksOfAZone() {
    assertThat(zoned(LocalDateTime.parse("2026-03-29T03:30:00.250"), BERLIN))
        .isEqualTo(AT.toEpochMilli());
    assertThat(zoned(LocalDateTime.parse("2026-03-29T02:30:00.250"), BERLIN))
        .isEqualTo(AT.toEpochMilli());
    assertThat(zoned(LocalDate.parse("2026-03-29"), BERLIN))
        .isEqualTo(Instant.parse("2026-03-28T23:00:00Z").toEpochMilli());
    assertThat(zoned(AT, BERLIN)).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void shouldReadTextsByTheirFormat() {
    assertThat(formatted(" 29.03.2026 03:30 ", "dd.MM.yyyy HH:mm", BERLIN))
        .isEqualTo(AT.toEpochMilli() - 250);
    assertThat(formatted("2026-03-29T06:30+05:00", "yyyy-MM-dd'T'HH:mmXXX", BERLIN))
        .isEqualTo(AT.toEpochMilli() - 250);
    assertThat(formatted("20260329", "yyyyMMdd", ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2026-03-29T00:00:00Z").toEpochMilli());
    assertThat(formatted("", "yyyyMMdd", ZoneOffset.UTC)).isEqualTo(Atom.NO_TIME);
    assertThatThrownBy(() -> formatted("30.02.2026", "dd.MM.yyyy", BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at=\"30.02.2026\" is not of the format dd.MM.yyyy; send one that is, or null");
    assertThatThrownBy(() -> formatted("1", "jj", BERLIN))
        .hasMessageStartingWith("the time format \"jj\" is no pattern: ");
  }
}
