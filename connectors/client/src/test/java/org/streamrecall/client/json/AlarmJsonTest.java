package org.streamrecall.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.client.WireFormats;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Reason;
import org.streamrecall.events.Silence;
import org.streamrecall.measure.Atom;

class AlarmJsonTest {
  private static final Odd NUMBER = new Odd(0, 4e-4, 1, 8.4, .998, 41.2, 15.1, 12.1, 18.9);
  private static final Odd CATEGORY =
      new Odd(
          0,
          .002,
          0,
          3.5,
          .99,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          new Odd.Named("voucher", .03, null, .5));

  private static Reason because(String target, Odd odd) {
    return new Reason(target, odd, 0, List.of(), Double.NaN, Atom.NO_TIME);
  }

  private static String written(Alarm alarm, String key) {
    return new String(WireFormats.JSON.alarm(alarm, key), StandardCharsets.UTF_8);
  }

  @Test
  void shouldSayAllThatIsKnown() {
    Alarm opened = new Alarm("m99/3/17", true, "m99", 17, 17, .998, because("power", NUMBER));
    assertThat(written(opened, "machine"))
        .isEqualTo(
            "{\"id\":\"m99/3/17\",\"state\":\"opened\",\"machine\":\"m99\",\"start\":17,\"at\":17,"
                + "\"peak\":0.998,\"target\":\"power\",\"actual\":41.2,\"expected\":15.1,"
                + "\"interval\":[12.1,18.9],\"p\":4.0E-4,\"sign\":1,\"deviation\":8.4,"
                + "\"anomaly\":0.998,\"why\":\"power 41.2 is above 12.1..18.9, what follows moments"
                + " like this one\"}");
  }

  @Test
  void shouldSayHowLongItHasBeenSilent() {
    Silence silence = new Silence(1_772_445_900_000L, 1_320_000, 300_000, 1_320_000);
    long due = silence.since() + silence.most();
    String id = "m99/silent/1/" + due;
    String line = written(new Alarm(id, true, "m99", due, due, Double.NaN, silence), "machine");
    assertThat(line)
        .isEqualTo(
            "{\"id\":\"m99/silent/1/1772447220000\",\"state\":\"opened\",\"kind\":\"silent\","
                + "\"machine\":\"m99\",\"start\":1772447220000,\"at\":1772447220000,"
                + "\"since\":1772445900000,\"quiet\":1320000,\"usual\":300000,\"most\":1320000,"
                + "\"why\":\"nothing since 2026-03-02T10:05:00Z: at such hours an event usually follows"
                + " within 5 min, at the latest after 22 min\"}");
    Silence over = new Silence(silence.since(), 7_200_000, 300_000, 1_320_000);
    long end = silence.since() + over.quiet();
    assertThat(written(new Alarm(id, false, "m99", due, end, Double.NaN, over), "quiet"))
        .startsWith(
            "{\"id\":\"" + id + "\",\"state\":\"closed\",\"kind\":\"silent\",\"key\":\"m99\",")
        .contains("\"quiet\":7200000,\"usual\":300000")
        .endsWith(
            "\"why\":\"an event came, after 2 h without any: at such hours one usually follows within 5"
                + " min\"}");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    Alarm closed =
        new Alarm(
            "all/3",
            false,
            "all",
            Atom.NO_TIME,
            Atom.NO_TIME,
            .99,
            because("category(shop)", CATEGORY));
    assertThat(written(closed, null))
        .isEqualTo(
            "{\"id\":\"all/3\",\"state\":\"closed\",\"peak\":0.99,\"target\":\"category(shop)\","
                + "\"actual\":\"voucher\",\"chance\":0.03,\"expectedChance\":0.5,\"p\":0.002,"
                + "\"deviation\":3.5,\"anomaly\":0.99,\"why\":\"category(shop) voucher had a chance of 3"
                + " %, any other of 50 %; what has been so for so long is taken for usual\"}");
  }

  @Test
  void shouldSayWhatTheMomentWas() {
    List<Reason.Field> moment =
        List.of(new Reason.Field("mode", "r3", Double.NaN), new Reason.Field("load", null, .512));
    Reason reason = new Reason("next(power)", NUMBER, 1, moment, 214.3, 1_709_337_600_000L);
    assertThat(written(new Alarm("a/1/5", true, "a", 5, 5, 1, reason), "k"))
        .contains(
            "\"ago\":1,\"moment\":{\"mode\":\"r3\",\"load\":0.512},\"alike\":214,"
                + "\"first\":1709337600000,\"why\"");
  }

  /** No field comes twice, whatever the users call their key. */
  @ParameterizedTest
  @ValueSource(strings = {"id", "at", "target", "key", "state", "why", "kind", "since"})
  void shouldNameAKeyThatIsCalledAsAnotherField(String key) {
    Alarm alarm = new Alarm("a/1/5", true, "a", 5, 5, 1, because("x", NUMBER));
    assertThat(written(alarm, key))
        .startsWith("{\"id\":\"a/1/5\",\"state\":\"opened\",\"key\":\"a\",\"start\":5,\"at\":5,");
    assertThat(Json.strictObject(AlarmJson.write(alarm, key))).isNotNull();
  }

  @Test
  void shouldRefuseWhatJsonCannotSay() {
    Odd infinite = new Odd(0, .1, 1, Double.POSITIVE_INFINITY, .9, 1, 1, 1, 1);
    assertThatThrownBy(
            () -> written(new Alarm("a/1", true, "a", 1, 1, 1, because("x", infinite)), "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deviation=Infinity is not finite; JSON has finite numbers only");
  }
}
