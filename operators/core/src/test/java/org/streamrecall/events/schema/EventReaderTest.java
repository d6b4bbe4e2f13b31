package org.streamrecall.events.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
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
            "at=2026-03-29T02:30 is no moment without its zone; say which: .time(\"at\", event ->"
                + " event.at().atZone(zone))");
    assertThatThrownBy(() -> time("29.03.2026"))
        .hasMessageStartingWith("at=29.03.2026 is a text, not a moment; read it where it is given");
  }
}
