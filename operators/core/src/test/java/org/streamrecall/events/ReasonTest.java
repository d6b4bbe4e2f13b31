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
    return new Reason("power", odd, List.of(), Double.NaN, Atom.NO_TIME).toString();
  }

  @Test
  void shouldBeASentence() {
    List<Field> moment =
        List.of(new Field("mode", "r3", Double.NaN), new Field("load", null, .512));
    Reason reason = new Reason("power", odd(41.2, 12.1, 18.94), moment, 214.3, 1_709_337_600_000L);
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
            "power 1.5 is within 1..2, what follows moments like this one; but its errors of late are"
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
    assertThat(sentence(Odd.ofCategory(.01, 5)))
        .isEqualTo("power is of the least likely that this key has had");
  }

  @Test
  void shouldSayWhyAnAlarmIsOver() {
    Reason calm = new Reason("power", odd(1.5, 1, 2), List.of(), 7, Atom.NO_TIME);
    Reason still = new Reason("power", odd(7, 1, 2), List.of(), 7, Atom.NO_TIME);
    assertThat(new Alarm("k/1", false, "k", 1, 2, .99, calm).why())
        .isEqualTo("power 1.5 is within 1..2 again");
    assertThat(new Alarm("k/1", false, "k", 1, 2, .99, still).why())
        .isEqualTo("power 7 is above 1..2; what has been so for so long is taken for usual");
    assertThat(new Alarm("k/1", true, "k", 1, 2, .99, still).why())
        .isEqualTo("power 7 is above 1..2, what follows moments like this one (7 of them)");
  }
}
