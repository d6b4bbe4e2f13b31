package org.streamrecall.events;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.streamrecall.measure.Atom;

/**
 * Why an event is odd, in parts; {@link #toString} is the sentence.
 *
 * <pre>
 *   power 41.2 is above 12.1..18.9, what follows moments like this one (mode r3, load about 0.5;
 *   214 of them since 2024-03-02)
 *   payment voucher had a chance of 0.2 %, card of 93 %, after moments like this one (shop s7; 90
 *   of them since 2024-03-02)
 * </pre>
 *
 * @param target that is responsible, as {@code .predict(..)} has it
 * @param odd what came of it, and what was foretold
 * @param ago events before this one that the moment was of which it was foretold: 0 its own, 1 that
 *     of the last
 * @param moment what made the moment alike to others, at most {@value #MOST} fields; without names
 *     where it was an earlier one
 * @param like how many of the key's events were like it, NaN where that is not known
 * @param since time of the first of these, {@link Atom#NO_TIME} where that is not known
 */
public record Reason(String target, Odd odd, int ago, List<Field> moment, double like, long since)
    implements Cause {
  /** Fields that are named. */
  static final int MOST = 4;

  private static final int DIGITS = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  /**
   * A field of the moment.
   *
   * @param text its name as it was told, or null of a number
   * @param number NaN of a name
   */
  public record Field(String name, String text, double number) {
    @Override
    public String toString() {
      return text != null ? name + " " + text : name + " about " + rounded(number, 2);
    }
  }

  public Reason {
    moment = List.copyOf(moment);
  }

  /** Such as {@code power 41.2 is above 12.1..18.9}. */
  private String what() {
    if (odd.named() != null) {
      return which(odd.named());
    }
    String where =
        odd.actual() > odd.high() ? "above" : odd.actual() < odd.low() ? "below" : "within";
    return target
        + " "
        + rounded(odd.actual(), DIGITS)
        + " is "
        + where
        + " "
        + rounded(odd.low(), DIGITS)
        + ".."
        + rounded(odd.high(), DIGITS);
  }

  /** Such as {@code payment voucher had a chance of 0.2 %, card of 93 %}. */
  private String which(Odd.Named named) {
    String what = target + " " + named.actual() + " had a chance of " + percent(named.chance());
    if (!named.actual().equals(named.expected())) {
      String expected = named.expected() == null ? "any other" : named.expected();
      what += ", " + expected + " of " + percent(named.most());
    }
    return what;
  }

  private static String percent(double chance) {
    return rounded(100 * chance, 2) + " %";
  }

  private String moments() {
    List<String> parts = new ArrayList<>();
    if (!moment.isEmpty()) {
      parts.add(moment.stream().map(Field::toString).collect(Collectors.joining(", ")));
    }
    if (like >= 1) {
      String from =
          since == Atom.NO_TIME ? "" : " since " + DAY.format(Instant.ofEpochMilli(since));
      parts.add(Math.round(like) + " of them" + from);
    }
    String which =
        ago == 0 ? "this one" : ago == 1 ? "the one before" : "the one " + ago + " events before";
    String all = parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    String follows = odd.named() == null ? ", what follows" : ", after";
    return follows + " moments like " + which + all;
  }

  private boolean isUsual() {
    return odd.named() != null
        ? odd.named().actual().equals(odd.named().expected())
        : odd.actual() >= odd.low() && odd.actual() <= odd.high();
  }

  @Override
  public String toString() {
    return what() + moments() + (isUsual() ? "; but what came of late is unusual" : "");
  }

  @Override
  public String whenOver() {
    return what() + (isUsual() ? " again" : "; what has been so for so long is taken for usual");
  }

  /** With so many digits that count, and no more than it has. */
  private static String rounded(double x, int digits) {
    if (x == 0 || !Double.isFinite(x)) {
      return x == 0 ? "0" : Double.toString(x);
    }
    int whole = (int) Math.floor(StrictMath.log10(Math.abs(x)));
    if (whole < -DIGITS || whole > 3 * DIGITS) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", x);
    }
    String text = String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - whole) + "f", x);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
