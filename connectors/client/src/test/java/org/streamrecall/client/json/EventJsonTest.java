package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.client.EventTimes;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Status;

class EventJsonTest {
  private static final EventSchema SCHEMA =
      EventSchema.of(
          "card",
          "at",
          "hour(at), category(shop.kind), lag(amount,1), since(opened)",
          "amount",
          null);
  private final EventJson json = new EventJson(SCHEMA);

  private Event read(String text) {
    return json.read(Samples.utf8(text), "ref");
  }

  @Test
  void shouldReadWhatTheSchemaNamesAndPassOverTheRest() {
    Event event =
        read(
            "{\"x\":[1,{\"card\":2}],\"x\":2,\"shop\":{\"kind\":\"fuel\",\"card\":\"no\"},\"amount\":12.5,"
                + "\"at\":\"2026-11-24T03:00:00Z\",\"opened\":1700000000000,\"card\":7}");
    EventFields fields = EventFields.of(SCHEMA);
    assertThat(event.key()).isEqualTo("7");
    assertThat(event.time()).isEqualTo(1795489200000L);
    assertThat(fields.numbers()).containsExactly("amount", "opened");
    assertThat(event.numbers()).containsExactly(12.5, 1.7e12);
    assertThat(event.texts()).containsExactly("fuel");
    assertThat(event.ref()).isEqualTo("ref");
  }

  @Test
  void shouldTakeNullAndNothingAsMissing() {
    Event event = read("{\"card\":\"c\",\"amount\":null}");
    assertThat(event.time()).isEqualTo(Atom.NO_TIME);
    assertThat(event.numbers()).containsExactly(Double.NaN, Double.NaN);
    assertThat(event.texts()).containsExactly((String) null);
    assertThat(json.readKeyless(Samples.utf8("{}"), "c").key()).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12.5\"|12.5",
        "\" +.5 \"|0.5",
        "\"1e3\"|1000",
        "true|1",
        "\"No\"|0",
        "\"FALSE\"|0"
      })
  void shouldReadANumberInATextAndTruthAsOne(String value, double number) {
    Event event = read("{\"card\":\"c\",\"amount\":" + value + "}");
    assertThat(event.numbers()[0]).isEqualTo(number);
  }

  /** Of a number and of a time alike; of a name it is a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "NA", "n/a", "NaN", "null", "None", "-", "?", "#N/A", "-999", "X"})
  void shouldTakeWhatStandsForNoNumberAsMissing(String text) {
    EventSchema schema =
        SCHEMA.withReading(new Reading(List.of("-999", "X"), "dd.MM.yyyy", "Asia/Tokyo"));
    EventSchema carried = EventSchema.of(schema.untrained());
    assertThat(carried).isEqualTo(schema);
    String event =
        "{\"card\":\"c\",\"amount\":\"%1$s\",\"at\":\"%1$s\",\"opened\":\"%1$s\",\"shop\":{\"kind\":\"%1$s\"}}";
    Event read = new EventJson(carried).read(Samples.utf8(event.formatted(text)), null);
    assertThat(read.numbers()).containsExactly(Double.NaN, Double.NaN);
    assertThat(read.time()).isEqualTo(Atom.NO_TIME);
    assertThat(read.texts()).containsExactly(text);
  }

  @Test
  void shouldReadElementsOfArrays() {
    EventSchema schema = EventSchema.of("k", null, "v[1], lag(v[2].x,1)", "v[0]", null);
    String event = "{\"k\":1,\"v\":[1.5,2,{\"x\":3},[4]],\"w\":[7]}";
    assertThat(new EventJson(schema).read(Samples.utf8(event), null).numbers())
        .containsExactly(2, 3, 1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T03:00:00Z",
        "2026-11-24T05:00:00+02:00",
        "2026-11-24T03:00:00.000",
        "2026-11-24 03:00:00",
        "2026-11-23T22:00-05:00",
        "2026-11-24T05:00:00+0200",
        "2026-11-24 04:00:00 +01",
        "2026-11-24 03:00:00 UTC",
        "20261124T030000Z",
        "20261124T0400+0100",
        " 2026-11-24T03:00:00,0Z ",
        "2026-11-24T04:00:00+01:00[Europe/Berlin]",
        "2026-11-24T04:00:00[Europe/Berlin]",
        "2026-11-24T05:00:00+02:00:00"
      })
  void shouldReadTimesAsPeopleWriteThem(String text) {
    assertThat(EventTimes.parse("at", text)).isEqualTo(1795489200000L);
    assertThat(EventTimes.parse("at", "2026-11-24")).isEqualTo(1795489200000L - 3 * 3_600_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"amount\":1}|card is missing; every event needs the key that it belongs to",
        "{\"card\":\"c\",\"amount\":\"12a\"}|amount=\"12a\" is not a number; send a number, or read it"
            + " as category(amount)",
        "{\"card\":\"c\",\"amount\":\"-inf\"}|amount=\"-inf\" is not finite; send a number, or leave the"
            + " field out if it is not known",
        "{\"card\":\"c\",\"amount\":1e17}|amount=1e17 is beyond 1e16; use a larger unit",
        "{\"card\":\"c\",\"amount\":Infinity}|amount=Infinity is not finite, and no JSON; send a"
            + " finite number, or null if it is not known",
        "{\"card\":\"c\",\"note\":{\"n\":[1,NaN,-Infinity]}}|note=-Infinity is not finite, and no"
            + " JSON; send a finite number, or null if it is not known",
        "{\"card\":NaN}|card is missing; every event needs the key that it belongs to",
        "{\"card\":\"c\",\"amount\":[1]}|amount is an object or an array; send a number or a text, or"
            + " name a field in it",
        "{\"card\":\"c\",\"at\":\"noon\"}|at=\"noon\" is no time; send milliseconds since the epoch, or"
            + " ISO 8601 as 2026-11-24T03:00:00Z, or say --time-format",
        "{\"card\":\"\"}|card has 0 characters; it must have 1 to 1024",
        "{\"card\":\"c\",\"recall\":1}|the event has a field \"recall\" already; rename it, for the answer"
            + " takes its place",
        "{\"card\":\"a\",\"card\":\"b\"}|card comes twice in the event; send it once, for which of them"
            + " counts is not said",
        "{\"card\":\"a\",\"amount\":1,\"amount\":null}|amount comes twice in the event; send it once, for"
            + " which of them counts is not said",
        "{\"card\":\"a\",\"shop\":{\"kind\":1},\"shop\":{\"kind\":2}}|shop.kind comes twice in the event;"
            + " send it once, for which of them counts is not said",
        "[1]|the event is not a JSON object; send {\"card\":..,..}",
        "{\"card\":\"c\"} 2|the event is followed by something else; send one JSON object a record",
      })
  void shouldNameWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldTakeAllEventsAsOneSeriesWhereNoKeyIsNamed() {
    EventSchema schema = EventSchema.of(null, "seconds(at)", "hour(at), lag(x,1)", "x", null);
    EventJson series = new EventJson(schema, "id").doubting(doubt -> fail(doubt.sentence()));
    Event event = series.read(Samples.utf8("{\"at\":1700000000.5,\"x\":1,\"id\":7}"), null);
    assertThat(event.key()).isEqualTo("all");
    assertThat(event.time()).isEqualTo(1_700_000_000_500L);
    assertThat(series.readOutcome(Samples.utf8("{\"x\":1,\"id\":7}"), null).key()).isEqualTo("all");
    assertThat(series.read(Samples.utf8("{\"at\":\"1970-01-02\",\"id\":7}"), null).time())
        .isEqualTo(86_400_000L);
    assertThatThrownBy(() -> series.read(Samples.utf8("{\"at\":1700000000000}"), null))
        .hasMessage("at=1700000000000 is no time; send seconds since the epoch");
    assertThatThrownBy(() -> series.read(Samples.utf8("1"), null))
        .hasMessage("the event is not a JSON object; send {\"at\":..,..}");
    JudgedOutcome judged =
        new JudgedOutcome("all", "7", 5, new double[] {2}, new Oddness(0.5, Double.NaN, List.of()));
    assertThat(new String(JudgedJson.judged(judged, null, "id"), StandardCharsets.UTF_8))
        .startsWith("{\"id\":\"7\",\"recall\":{\"status\":\"outcome\"");
  }

  @Test
  void shouldTakeTheLargestNumberAndKnowAnOutcome() {
    assertThat(read("{\"card\":\"c\",\"amount\":-1e16}").numbers()).contains(-1e16);
    assertThatThrownBy(() -> json.readOutcome(Samples.utf8("{\"amount\":1}"), null))
        .hasMessage("card is missing; every outcome needs the key of its event");
  }

  @Test
  void shouldRefuseACategoryToBeForetoldThatCouldNotComeBack() {
    EventSchema schema = EventSchema.of("card", null, "lag(category(c),1)", "category(c)", null);
    EventJson named = new EventJson(schema);
    String longest = "\u00e9".repeat(32);
    String event = "{\"card\":\"k\",\"c\":\"%s\"}";
    assertThat(named.read(Samples.utf8(event.formatted(longest)), null).texts())
        .containsExactly(longest);
    assertThatThrownBy(() -> named.read(Samples.utf8(event.formatted(longest + "e")), null))
        .hasMessage(
            "c=\""
                + longest
                + "e\" has 65 bytes of UTF-8; a category that is foretold must have at most 64, for"
                + " it is kept whole; send a shorter name, or a code");
    assertThatThrownBy(() -> named.readOutcome(Samples.utf8(event.formatted("\\ud800")), null))
        .hasMessage(
            "c=\"\\ud800\" holds half a surrogate pair, which is no character; send whole"
                + " characters");
    assertThatThrownBy(() -> read("{\"card\":\"\\ud800\"}"))
        .hasMessageStartingWith("card=\"\\ud800\" holds half a surrogate pair");
    // What is not foretold need not come back: it is known by its hash.
    String kind = "\ud800" + "a".repeat(100);
    String moment = "{\"card\":\"k\",\"shop\":{\"kind\":\"\\ud800" + "a".repeat(100) + "\"}}";
    assertThat(read(moment).texts()).containsExactly(kind);
  }

  /** What is no JSON is not given back: the line out must be JSON. */
  @Test
  void shouldGiveBackJsonOnly() {
    byte[] bad = Samples.utf8("{\"card\":\"c\",\"amount\":Infinity}");
    assertThat(JudgedJson.refused(bad, "r"))
        .isEqualTo(Samples.utf8("{\"recall\":{\"status\":\"refused\",\"reason\":\"r\"}}"));
    byte[] missing = Samples.utf8("{\"amount\":NaN}");
    assertThat(Samples.text(JudgedJson.refused(missing, "r")))
        .isEqualTo("{\"amount\":null,\"recall\":{\"status\":\"refused\",\"reason\":\"r\"}}");
  }

  /** As Python writes what is missing, in fields that are read and in others. */
  @ParameterizedTest
  @ValueSource(strings = {"at", "amount", "shop.kind", "note"})
  void shouldTakeABareNaNForMissingAndGiveBackNull(String field) {
    String outer = field.replaceFirst("\\..*", "");
    String event = "{\"card\":\"NaN\",\"%s\":%s}";
    String value = field.contains(".") ? "{\"kind\":%s}" : "%s";
    byte[] nan = Samples.utf8(event.formatted(outer, value.formatted("NaN")));
    byte[] none = Samples.utf8(event.formatted(outer, value.formatted("null")));
    Event read = json.read(nan, null);
    Event other = json.read(none, null);
    assertThat(read.key()).isEqualTo("NaN");
    assertThat(read.time()).isEqualTo(other.time());
    assertThat(read.numbers()).containsExactly(other.numbers());
    assertThat(read.texts()).containsExactly(other.texts());
    assertThat(JudgedJson.answered(nan, judgement(), "m"))
        .isEqualTo(JudgedJson.answered(none, judgement(), "m"));
  }

  /** Its letters within a text are the text's own, whatever is escaped before them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":NaN,\"b\":[NaN,1,{\"NaN\":NaN}]}|{\"a\":null,\"b\":[null,1,{\"NaN\":null}]}",
        "{\"a\":\"\\\"NaN\",\"b\":NaN}|{\"a\":\"\\\"NaN\",\"b\":null}",
        "{\"a\":\"NaN\\\\\",\"b\":NaN}|{\"a\":\"NaN\\\\\",\"b\":null}",
        "{\"a\":\"\u00e9NaN\", \"Na\": 1}|{\"a\":\"\u00e9NaN\", \"Na\": 1}",
        "{\"a\":\"cut\\|{\"a\":\"cut\\",
      })
  void shouldReplaceNothingButBareNaN(String text, String expected) {
    assertThat(Samples.text(JsonNulls.of(Samples.utf8(text)))).isEqualTo(expected);
  }

  @Test
  void shouldSayWhereJsonBreaks() {
    assertThatThrownBy(() -> read("{\"card\":"))
        .hasMessageStartingWith("the record is not JSON at byte ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1.10,\"b\":\"}\"}|{\"a\":1.10,\"b\":\"}\",",
        "{ \"a\" : {} }  |{ \"a\" : {} ,",
        "{}|{",
      })
  void shouldLeaveEveryOtherByteAsItWas(String text, String start) {
    String answered = Samples.text(JudgedJson.answered(Samples.utf8(text), judgement(), "m"));
    assertThat(answered)
        .isEqualTo(
            start
                + "\"recall\":{\"status\":\"ok\",\"value\":[12.5],\"surprise\":0.25,"
                + "\"interval\":[[9,16]],\"memoryError\":0.5,\"tokens\":9,\"effectiveTokens\":4,"
                + "\"entropy\":1.5,\"familiarity\":2,\"recalled\":[],"
                + "\"methods\":[{\"near\":0.412,\"same time\":0.1}],\"model\":\"m\",\"asOf\":7}}");
    assertThat(Json.strictObject(Samples.utf8(answered))).isNotNull();
  }

  /** It would come back half in the one and half in the other. */
  @Test
  void shouldRefuseTextThatIsNotUtf8() {
    byte[] event = "{\"card\":7}".getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> json.read(event, null))
        .hasMessageStartingWith("the record is not UTF-8: it begins as UTF-16");
    assertThat(JudgedJson.refused(event, "why"))
        .isEqualTo(Samples.utf8("{\"recall\":{\"status\":\"refused\",\"reason\":\"why\"}}"));
  }

  @Test
  void shouldKeepWhatIsRefusedIfItIsAnObject() {
    assertThat(Samples.text(JudgedJson.refused(Samples.utf8("{\"a\":1}"), "why")))
        .isEqualTo("{\"a\":1,\"recall\":{\"status\":\"refused\",\"reason\":\"why\"}}");
    assertThat(Samples.text(JudgedJson.refused(Samples.utf8("{\"a\":}"), "why")))
        .isEqualTo("{\"recall\":{\"status\":\"refused\",\"reason\":\"why\"}}");
  }

  private static Judgement judgement() {
    Answer answer =
        new Answer(
            Status.OK,
            new double[] {12.5},
            List.of(),
            new double[][] {{9, 16}},
            0.5,
            false,
            9,
            4,
            1.5,
            2,
            List.of(),
            List.of(
                new Methods(List.of(new Method("near", 0.4124), new Method("same time", 0.0996)))),
            7);
    return new Judgement(answer, new Oddness(0.25, Double.NaN, List.of()));
  }
}
