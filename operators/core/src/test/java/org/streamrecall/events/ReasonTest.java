package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.Reason.Field;
import org.streamrecall.measure.Atom;

class ReasonTest {
  private static Odd odd(double actual, double low, double high) {
    return new Odd(0, .001, 1, 5, .99, actual, (low + high) / 2, low, high);
  }

  private static String sentence(Odd odd) {
    return new Reason("power", odd, 0, List.of(), Double.NaN, Atom.NO_TIME).toString();
  }

  @Test
  void shouldBeASentence() {
    List<Field> moment =
        List.of(new Field("mode", "r3", Double.NaN), new Field("load", null, .512));
    Reason reason =
        new Reason("power", odd(41.2, 12.1, 18.94), 0, moment, 214.3, 1_709_337_600_000L);
    assertThat(reason)
        .hasToString(
            "power 41.2 is above 12.1..18.94, what follows moments like this one (mode r3, load"
                + " about 0.51; 214 of them since 2024-03-02)");
  }

  @Test
  void shouldSayTheDirection() {
    assertThat(sentence(odd(-7, 1, 2)))
        .isEqualTo("power -7 is below 1..2, what follows moments like this one");
    assertThat(sentence(odd(1.5, 1, 2)))
        .isEqualTo(
            "power 1.5 is within 1..2, what follows moments like this one; but what came of late is"
                + " unusual");
  }

  @Test
  void shouldRoundToWhatCounts() {
    assertThat(sentence(odd(123_456.7, 0, 1e-7))).startsWith("power 123457 is above 0..1.000e-07,");
    assertThat(sentence(odd(1e15, .1234567, 100)))
        .startsWith("power 1.000e+15 is above 0.1235..100,");
  }

  @Test
  void shouldNameACategory() {
    List<Field> moment = List.of(new Field("shop", "s7", Double.NaN));
    Odd rare = Odd.ofCategory(.01, 5, new Odd.Named("voucher", .0021, "card", .934));
    Reason reason = new Reason("payment", rare, 0, moment, 90, 1_709_337_600_000L);
    assertThat(reason)
        .hasToString(
            "payment voucher had a chance of 0.21 %, card of 93 %, after moments like this one"
                + " (shop s7; 90 of them since 2024-03-02)");
    assertThat(reason.whenOver())
        .isEqualTo(
            "payment voucher had a chance of 0.21 %, card of 93 %; what has been so for so long is"
                + " taken for usual");
    Odd usual = Odd.ofCategory(.7, .1, new Odd.Named("card", .9, "card", .9));
    Reason calm = new Reason("payment", usual, 1, List.of(), 90, Atom.NO_TIME);
    assertThat(calm)
        .hasToString(
            "payment card had a chance of 90 %, after moments like the one before (90 of them); but"
                + " what came of late is unusual");
    assertThat(calm.whenOver()).isEqualTo("payment card had a chance of 90 % again");
    Odd other = Odd.ofCategory(.7, .1, new Odd.Named("card", .1, null, .9));
    assertThat(sentence(other))
        .isEqualTo(
            "power card had a chance of 10 %, any other of 90 %, after moments like this one");
  }

  @Test
  void shouldSayWhichMomentItWas() {
    List<Field> moment = List.of(new Field("hour", null, 13.7));
    Reason next = new Reason("next(power)", odd(41.2, 12.1, 18.94), 1, moment, 3, Atom.NO_TIME);
    assertThat(next.toString())
        .endsWith(", what follows moments like the one before (hour about 14; 3 of them)");
    Reason third = new Reason("ahead", odd(41.2, 12.1, 18.94), 3, List.of(), 0, Atom.NO_TIME);
    assertThat(third.toString()).endsWith(", what follows moments like the one 3 events before");
  }

  @Test
  void shouldSayWhyAnAlarmIsOver() {
    Reason calm = new Reason("power", odd(1.5, 1, 2), 0, List.of(), 7, Atom.NO_TIME);
    Reason still = new Reason("power", odd(7, 1, 2), 0, List.of(), 7, Atom.NO_TIME);
    assertThat(new Alarm("k/1", false, "k", 1, 2, .99, calm).why())
        .isEqualTo("power 1.5 is within 1..2 again");
    assertThat(new Alarm("k/1", false, "k", 1, 2, .99, still).why())
        .isEqualTo("power 7 is above 1..2; what has been so for so long is taken for usual");
    assertThat(new Alarm("k/1", true, "k", 1, 2, .99, still).why())
        .isEqualTo("power 7 is above 1..2, what follows moments like this one (7 of them)");
  }
}
