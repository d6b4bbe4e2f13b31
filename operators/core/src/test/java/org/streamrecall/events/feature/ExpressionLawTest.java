package org.streamrecall.events.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again as the same, whatever stands within what. */
class ExpressionLawTest {
  @Provide
  Arbitrary<Feature> features() {
    return Expressions.features();
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Expressions.zones();
  }

  @Property(tries = 3000)
  void shouldReadWhatItWrites(@ForAll("features") Feature feature) {
    assertThat(FeatureParser.features(feature.toString())).containsExactly(feature);
  }

  @Property(tries = 300)
  void shouldReadListsWhateverTheSpaces(
      @ForAll @Size(min = 1, max = 4) List<@From("features") Feature> features) {
    String text = features.stream().map(Feature::toString).collect(Collectors.joining(" ,\n "));
    assertThat(FeatureParser.features(" " + text + " ")).isEqualTo(features);
  }

  /** The parts of a lag are its lags one by one. */
  @Property(tries = 300)
  void shouldBeMadeOfPartsOfItsWidth(@ForAll("features") Feature feature) {
    assertThat(feature.parts().stream().mapToInt(Feature::width).sum()).isEqualTo(feature.width());
    assertThat(feature.parts()).allMatch(part -> part.field().equals(feature.field()));
  }

  /** The years for which zones have rules that clocks follow, to the millisecond. */
  @Property(tries = 2000)
  void shouldShowTheTimeOfItsZone(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = -2_000_000_000_000L, max = 4_000_000_000_000L) long time) {
    ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
    double hour = value(new Hour("at", zone), time);
    double hours = local.toLocalTime().toNanoOfDay() / 3.6e12;
    assertThat(hour).isBetween(hours - 1e-9, hours + 1e-9);
    assertThat(value(new Weekday("at", zone), time)).isEqualTo(local.getDayOfWeek().getValue() - 1);
  }

  private static double value(Scalar feature, double time) {
    return feature.source(new OneNumber()).value(new OneNumber.At(time), null);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-31T00:59:59Z,1.9997",
    "2024-03-31T01:00:00Z,3",
    "2024-10-27T00:30:00Z,2.5",
    "2024-10-27T01:30:00Z,2.5",
    "2024-12-31T23:00:00Z,0"
  })
  void shouldFollowDaylightSaving(String time, double hour) {
    double shown =
        value(new Hour("at", ZoneId.of("Europe/Berlin")), Instant.parse(time).toEpochMilli());
    assertThat(shown).isBetween(hour - 1e-4, hour + 1e-4);
  }

  /** As names numbers are the same to 32 bits, and there is one zero. */
  @ParameterizedTest
  @CsvSource({
    "0.3,0.30000000000000004,true",
    "0,-0.0,true",
    "-1e-60,0,true",
    "0.3,0.3001,false",
    "-1,1,false"
  })
  void shouldNameNumbers(double one, double other, boolean same) {
    assertThat(name(one).equals(name(other))).isEqualTo(same);
  }

  private static String name(double change) {
    OneNumber before = new OneNumber();
    return new Delta(new Plain("x")).name(before).of(new OneNumber.At(change), before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Z", "GMT", "Etc/UTC", "+00:00", "+0"})
  void shouldWriteNoZoneWhereItIsUtc(String zone) {
    assertThat(FeatureParser.features("hour(at," + zone + "),weekday(at," + zone + ")"))
        .containsExactly(new Hour("at"), new Weekday("at"));
    assertThat(new Hour("at", ZoneId.of(zone))).hasToString("hour(at)");
  }

  /** In one form, however it is written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hour(at, +2)|hour(at,+02:00)",
        "hour( at , \"Europe/Berlin\" )|hour(at,Europe/Berlin)",
        "weekday(\"the time\",America/Argentina/Buenos_Aires)"
            + "|weekday(\"the time\",America/Argentina/Buenos_Aires)",
        "category(hour(at),24)|category(hour(at))",
        "category(hour(at,Asia/Tokyo),8)|category(hour(at,Asia/Tokyo),8)",
        "category(weekday(at),7)|category(weekday(at))",
        "category(delta(state),8)|category(delta(state))",
        "category(since(at))|category(since(at))",
        "category(masked(message),16)|category(masked(message),16)",
        "ngrams(masked(message),32)|ngrams(masked(message))",
        "ngrams(masked(masked(message)))|ngrams(masked(message))",
        "log(delta(x))|log(delta(x))",
        "lag(delta(x),1..3)|lag(delta(x),1..3)",
        "lag(category(hour(at)),1)|lag(category(hour(at)),1)",
        "log(lag(x,1..3))|lag(log(x),1..3)",
        "delta(lag(log(x),2))|lag(delta(log(x)),2)",
        "category(lag(merchant,1),16)|lag(category(merchant,16),1)",
        "category(lag(hour(at),1))|lag(category(hour(at)),1)",
        "hour(lag(at,1),Asia/Tokyo)|lag(hour(at,Asia/Tokyo),1)",
        "lag(lag(x,1..3),2)|lag(x,3..5)"
      })
  void shouldHaveOneForm(String text, String form) {
    assertThat(FeatureParser.features(text).get(0)).hasToString(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hour(at,Mars/Olympus)|\"Mars/Olympus\" is no time zone; a zone is a region, as"
            + " Europe/Berlin, or an offset from -18:00 to +18:00, as +02:00",
        "hour(at,berlin)|as +02:00; did you mean Europe/Berlin?",
        "weekday(at,+19:00)|\"+19:00\" is no time zone",
        "hour(at,)|a time zone is expected, as Europe/Berlin or +02:00",
        "hour(delta(x))|delta(x) is no field; hour is of a field that holds a time, as hour(at)",
        "since(lag(at,1))|lag(at,1) is no field; since is of a field that holds a time",
        "log(category(x))|category(x) is not a number; give a numeric field, log, since or delta",
        "delta(hour(at))|hour(at) is not a number",
        "log(lag(hour(at),1))|lag(hour(at),1) is not a number",
        "category(log(x))|log(x) gives no names; give a field, masked, hour, weekday, since or"
            + " delta",
        "category(category(x))|category(x) gives no names",
        "category(ngrams(x))|ngrams(x) gives no names",
        "category(lag(log(x),1))|lag(log(x),1) gives no names",
        "ngrams(hour(at))|hour(at) is no text; ngrams is of a field that holds one, as"
            + " ngrams(message)",
        "masked(log(x))|log(x) is no text; masked is of a field that holds one",
        "masked(x)|masked(x) is a text, not yet a feature; write category(masked(x)) for a name,"
            + " ngrams(masked(x)) for its letters",
        "lag(masked(x),1)|masked(x) is a text, not yet a feature; write category(masked(x))",
        "lag(ngrams(x),1)|ngrams(x) has no lag; a lag is of a number, a category, an hour",
        "lag(lag(x,1..600),401)|402..1001 is not a range within 1..1000",
      })
  void shouldRefuseWhatMeansNothing(String text, String message) {
    assertThatThrownBy(() -> FeatureParser.features(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + text + "\", at character ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "category(hour(at))",
        "next(category(masked(x)))",
        "delta(delta(x))",
        "delta(since(at))",
        "log(delta(x))",
        "lag(x,1)"
      })
  void shouldForetellFieldsOnly(String text) {
    assertThatThrownBy(() -> FeatureParser.targets(text))
        .hasMessageContaining(
            "cannot be foretold; give a numeric field, log(field), delta(field), delta");
  }

  @ParameterizedTest
  @CsvSource({
    "took 12 ms,took # ms",
    "7,#",
    "'','' ",
    "no digits,no digits",
    "a1b22c333,a#b#c#",
    "10.0.0.1:80,#.#.#.#:#",
    "\u0663\u0664 \ud83d\ude00 \ud835\udfd8,# \ud83d\ude00 #"
  })
  void shouldMaskEveryRowOfDigits(String text, String masked) {
    assertThat(new Masked("x").read(text)).isEqualTo(masked == null ? "" : masked.strip());
  }
}
