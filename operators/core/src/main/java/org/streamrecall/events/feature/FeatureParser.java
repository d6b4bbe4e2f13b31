package org.streamrecall.events.feature;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads expressions:
 *
 * <pre>
 *   list     = feature {"," feature}
 *   feature  = number | clock | category | letters | lag
 *   number   = name | "log(" number ")" | "delta(" number ")" | "since(" name ")"
 *   clock    = ("hour(" | "weekday(") name ["," zone] ")"
 *   category = "category(" (text | clock | "delta(" .. ")" | "since(" .. ")") ["," slots] ")"
 *   letters  = "ngrams(" text ["," slots] ")"
 *   text     = name | "masked(" name ")"
 *   lag      = "lag(" (number | clock | category | lag) "," n [".." n] ")"
 *   target   = feature | "next(" feature ["," n [".." n]] ")"
 * </pre>
 *
 * A name is letters, digits, {@code _ . -}, not beginning with a digit, or anything between double
 * quotes; {@code a.b} is field b of the object in field a. A zone is a region or an offset, {@code
 * Europe/Berlin} or {@code +02:00}. A lag that stands within log, delta, hour, weekday, category or
 * another lag is the lag of all that: {@code log(lag(x,1))} is {@code lag(log(x),1)}. At most
 * {@value #DEEPEST} functions stand within each other.
 */
public final class FeatureParser extends Scanner {
  private static final String KNOWN =
      "log, category, ngrams, masked, hour, weekday, since, lag and delta, as in"
          + " \"hour(at), category(merchant), lag(amount,1..3)\"";

  /** Functions that stand within each other at most. */
  static final int DEEPEST = 16;

  private final int categorySlots;
  private int deep; // functions around the place

  private FeatureParser(String text, int categorySlots) {
    super(text);
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

  private void target(List<Target> targets) {
    int start = skip();
    String name = name();
    if (!name.equals("next") || !accept('(')) {
      back(start);
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
    Expression of = expression();
    if (of instanceof Feature feature) {
      return feature;
    }
    throw wrong(
        start,
        of
            + " is a text, not yet a feature; write category("
            + of
            + ") for a name, ngrams("
            + of
            + ") for its letters");
  }

  private Expression expression() {
    int start = skip();
    boolean quoted = isQuote();
    String name = name();
    if (quoted || !accept('(')) {
      return new Plain(name);
    }
    if (++deep > DEEPEST) {
      throw wrong(
          start,
          name
              + " stands within "
              + DEEPEST
              + " functions, which is the most; leave out some, or send a field that is so already");
    }
    Expression expression =
        switch (name) {
          case Log.WORD -> Log.parse(this);
          case Delta.WORD -> Delta.parse(this);
          case Hour.WORD -> Hour.parse(this);
          case Weekday.WORD -> Weekday.parse(this);
          case Since.WORD -> Since.parse(this);
          case Category.WORD -> Category.parse(this);
          case Letters.WORD -> Letters.parse(this);
          case Masked.WORD -> Masked.parse(this);
          case Lag.WORD -> Lag.parse(this);
          default -> throw wrong(start, "\"" + name + "\" is no function; known are " + KNOWN);
        };
    require(')');
    deep--;
    return expression;
  }

  /** A function of a number. */
  Feature ofNumber(Function<Numeric, Scalar> function) {
    int start = skip();
    Feature of = feature();
    if (now(of) instanceof Numeric number) {
      return like(of, function.apply(number));
    }
    throw wrong(start, of + " is not a number; give a numeric field, log, since or delta");
  }

  /** What a zone's clock says of a field. */
  Feature ofTime(String word, BiFunction<String, ZoneId, Scalar> function) {
    int start = skip();
    Feature of = feature();
    if (now(of) instanceof Plain field) {
      return like(of, function.apply(field.field(), Zones.parse(this)));
    }
    throw noTime(start, of, word);
  }

  /** A field that holds a time. */
  String time(String word) {
    int start = skip();
    Feature of = feature();
    if (of instanceof Plain field) {
      return field.field();
    }
    throw noTime(start, of, word);
  }

  private IllegalArgumentException noTime(int start, Feature of, String word) {
    return wrong(
        start,
        of + " is no field; " + word + " is of a field that holds a time, as " + word + "(at)");
  }

  /** A text as it is or masked. */
  Text text(String word) {
    int start = skip();
    Expression of = expression();
    if (of instanceof Text text) {
      return text;
    }
    if (of instanceof Plain field) {
      return new TextField(field.field());
    }
    throw wrong(
        start,
        of + " is no text; " + word + " is of a field that holds one, as " + word + "(message)");
  }

  /** A category of what gives it names. */
  Feature ofNames(Function<Naming, Scalar> function) {
    int start = skip();
    Expression of = expression();
    Expression now = of instanceof Feature feature ? now(feature) : of;
    if (now instanceof Plain field) {
      return like(of, function.apply(new TextField(field.field())));
    }
    if (now instanceof Naming names) {
      return like(of, function.apply(names));
    }
    throw wrong(start, of + " gives no names; give a field, masked, hour, weekday, since or delta");
  }

  /** What has a lag. */
  Feature ofPast() {
    int start = skip();
    Feature of = feature();
    if (now(of) instanceof Scalar) {
      return of;
    }
    throw wrong(start, of + " has no lag; a lag is of a number, a category, an hour or a weekday");
  }

  /** What a lag is of, or the feature itself. */
  static Feature now(Feature feature) {
    return feature instanceof Lag lag ? lag.of() : feature;
  }

  /** A function of what a lag is of as that lag. */
  private static Feature like(Expression of, Scalar function) {
    return of instanceof Lag lag ? new Lag(function, lag.from(), lag.to()) : function;
  }

  /** Slots of a category; those of a target are others unless it says so. */
  int categorySlots(Naming names) {
    return slots(names.slots(categorySlots));
  }
}
