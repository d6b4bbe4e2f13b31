package org.streamrecall.events.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions:
 *
 * <pre>
 *   list    = feature {"," feature}
 *   feature = name | "log(" feature ")" | "category(" name ["," slots] ")" | "ngrams(" .. ")"
 *           | "hour(" name ")" | "weekday(" name ")" | "since(" name ")"
 *           | "lag(" feature "," n [".." n] ")" | "delta(" feature ")"
 *   target  = feature | "next(" feature ["," n [".." n]] ")"
 * </pre>
 *
 * A name is letters, digits, {@code _ . -}, not beginning with a digit, or anything between double
 * quotes; {@code a.b} is field b of the object in field a.
 */
public final class FeatureParser {
  private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_.-]*";
  private static final String KNOWN =
      "log, category, ngrams, hour, weekday, since, lag and delta, as in"
          + " \"hour(at), category(merchant), lag(amount,1..3)\"";

  private final String text;
  private final int categorySlots;
  private int at;

  private FeatureParser(String text, int categorySlots) {
    this.text = text;
    this.categorySlots = categorySlots;
  }

  /**
   * @throws IllegalArgumentException naming the place, what stands there and what is expected
   */
  public static List<Feature> features(String text) {
    FeatureParser parser = new FeatureParser(text, Category.SLOTS);
    List<Feature> features = new ArrayList<>();
    do {
      features.add(parser.feature());
    } while (parser.accept(','));
    parser.requireEnd();
    return features;
  }

  /**
   * The same for what is to be foretold.
   *
   * @throws IllegalArgumentException naming the place, what stands there and what is expected
   */
  public static List<Target> targets(String text) {
    FeatureParser parser = new FeatureParser(text, Target.SLOTS);
    List<Target> targets = new ArrayList<>();
    do {
      parser.target(targets);
    } while (parser.accept(','));
    parser.requireEnd();
    return targets;
  }

  /** A field as it is written. */
  static String quoted(String name) {
    return name.matches(PLAIN) ? name : "\"" + name + "\"";
  }

  private void target(List<Target> targets) {
    int start = at;
    String name = name();
    if (!name.equals("next") || !accept('(')) {
      at = start;
      targets.add(Target.of(feature(), 0));
      return;
    }
    Feature of = feature();
    int[] steps = accept(',') ? range(Target.FARTHEST) : new int[] {1, 1};
    require(')');
    for (int step = steps[0]; step <= steps[1]; step++) {
      targets.add(Target.of(of, step));
    }
  }

  private Feature feature() {
    int start = skip();
    boolean quoted = start < text.length() && text.charAt(start) == '"';
    String name = name();
    if (quoted || !accept('(')) {
      return new Plain(name);
    }
    Feature feature =
        switch (name) {
          case Log.WORD -> Log.parse(this);
          case Delta.WORD -> Delta.parse(this);
          case Hour.WORD -> Hour.parse(this);
          case Weekday.WORD -> Weekday.parse(this);
          case Since.WORD -> Since.parse(this);
          case Category.WORD -> Category.parse(this);
          case Letters.WORD -> Letters.parse(this);
          case Lag.WORD -> Lag.parse(this);
          default -> throw wrong(start, "\"" + name + "\" is no function; known are " + KNOWN);
        };
    require(')');
    return feature;
  }

  Numeric numeric() {
    Feature of = feature();
    if (of instanceof Numeric number) {
      return number;
    }
    throw wrong(at, of + " is not a number; give a numeric field, log, since or delta");
  }

  Scalar scalar() {
    Feature of = feature();
    if (of instanceof Scalar scalar) {
      return scalar;
    }
    throw wrong(at, of + " has no lag; a lag is of a number, a category, an hour or a weekday");
  }

  void requireComma() {
    require(',');
  }

  /** Slots of a category; those of a target are others unless it says so. */
  int categorySlots() {
    return slots(categorySlots);
  }

  int slots(int otherwise) {
    if (!accept(',')) {
      return otherwise;
    }
    int start = at;
    int slots = number();
    if (slots < 2 || slots > 64) {
      throw wrong(start, slots + " slots are not from 2 to 64");
    }
    return slots;
  }

  int[] range(int most) {
    int start = at;
    int from = number();
    int to = from;
    if (text.startsWith("..", skip())) {
      at += 2;
      to = number();
    }
    if (from < 1 || to < from || to > most) {
      throw wrong(start, from + ".." + to + " is not a range within 1.." + most);
    }
    return new int[] {from, to};
  }

  private int number() {
    int start = skip();
    while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 7) {
      at++;
    }
    if (at == start) {
      throw wrong(start, "a whole number is expected");
    }
    return Integer.parseInt(text.substring(start, at));
  }

  String name() {
    int start = skip();
    if (start < text.length() && text.charAt(start) == '"') {
      int end = text.indexOf('"', start + 1);
      if (end <= start + 1) {
        throw wrong(start, "the quote is empty or not closed");
      }
      at = end + 1;
      return text.substring(start + 1, end);
    }
    while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
      at++;
    }
    if (at == start) {
      throw wrong(start, "a field or a function is expected");
    }
    return text.substring(start, at);
  }

  private static boolean isNamePart(char c, boolean first) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    return letter || !first && (c >= '0' && c <= '9' || c == '.' || c == '-');
  }

  private int skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean accept(char c) {
    if (skip() < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!accept(c)) {
      throw wrong(at, "\"" + c + "\" is expected");
    }
  }

  private void requireEnd() {
    if (skip() < text.length()) {
      throw wrong(at, "a comma or the end is expected; quote a name of other characters");
    }
  }

  private IllegalArgumentException wrong(int place, String what) {
    return new IllegalArgumentException(
        "\"" + text + "\", at character " + (place + 1) + ": " + what);
  }
}
