package org.streamrecall.events.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.FeatureParser;
import org.streamrecall.events.feature.Target;
import org.streamrecall.measure.Shape;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.ReadOutKind;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * How events are read: which field is the key, which the time, what makes two moments alike, and
 * what is to be foretold. It fixes the model's schema before any training, so that weights can be
 * trained later and swapped in.
 *
 * @param key name of the field that tells whose event it is; null if all events are one series
 * @param time name of the field with the event's time, or null
 * @param seconds whether numbers of that field are seconds since the epoch, not milliseconds
 * @param like what makes two moments alike
 * @param predict what is to be foretold: numbers, or one category
 * @param base what numbers are told as their departure from
 * @param reading how texts are read where that is not the usual way
 */
public record EventSchema(
    String key,
    String time,
    boolean seconds,
    List<Feature> like,
    List<Target> predict,
    Base base,
    Reading reading) {
  /** The key of all events where none is named: they are one series. */
  public static final String ONE_SERIES = "all";

  /** A schema whose times are milliseconds since the epoch, or none. */
  public EventSchema(String key, String time, List<Feature> like, List<Target> predict, Base base) {
    this(key, time, false, like, predict, base, Reading.USUAL);
  }

  public EventSchema {
    if (key != null && key.isBlank()) {
      throw new IllegalArgumentException(
          "the key's name is empty; name a field, or leave it out: all events are one series then");
    }
    like = List.copyOf(like);
    predict = List.copyOf(predict);
    requireForetellable(predict);
    for (Target target : predict) {
      like.forEach(feature -> requireCausal(feature, target));
    }
    int dims = like.stream().mapToInt(Feature::width).sum();
    if (dims >= Shape.MAX_TAG_DIMS) {
      throw new IllegalArgumentException(
          "like has " + dims + " numbers, at most 63 are taken; leave features or slots out");
    }
  }

  /**
   * From expressions, as they are written on a command line.
   *
   * @param key a field, or null: all events are one series
   * @param time a field, {@code "seconds(at)"} for one of seconds since the epoch, or null
   * @param like {@code "hour(at), category(merchant), lag(amount,1..3)"}
   * @param predict {@code "amount"}, {@code "next(cpu,1..3)"}, {@code "category(merchant)"}
   * @param base {@code none}, {@code last}, {@code season:24}, {@code mean}; null chooses: last for
   *     what comes next, none within an event
   * @throws IllegalArgumentException naming the expression, the place and the remedy
   */
  public static EventSchema of(String key, String time, String like, String predict, String base) {
    List<Target> targets = readPredict(predict);
    Base chosen = base == null ? usualBase(targets) : Base.parse(base);
    return of(key, TimeField.parse(time), readLike(like), targets, chosen);
  }

  /**
   * The same of what has been read.
   *
   * @param time or null
   */
  public static EventSchema of(
      String key, TimeField time, List<Feature> like, List<Target> predict, Base base) {
    String field = time == null ? null : time.field();
    return new EventSchema(
        key, field, time != null && time.seconds(), like, predict, base, Reading.USUAL);
  }

  /** What makes moments alike, as {@link #of} reads it. */
  public static List<Feature> readLike(String like) {
    return FeatureParser.features(like);
  }

  /** What is to be foretold, as {@link #of} reads it. */
  public static List<Target> readPredict(String predict) {
    return FeatureParser.targets(predict);
  }

  /** The base where none is given. */
  public static Base usualBase(List<Target> targets) {
    return targets.stream().anyMatch(target -> target.horizon() > 0) ? Base.LAST : Base.NONE;
  }

  private static void requireForetellable(List<Target> predict) {
    if (predict.isEmpty()) {
      throw new IllegalArgumentException("nothing is to be foretold; name a field");
    }
    for (Target target : predict) {
      if (target.isCategory() && predict.size() > 1) {
        throw new IllegalArgumentException(
            target
                + " is a category and stands beside other targets; foretell it alone, in a replay or"
                + " a run of its own");
      }
      if (Collections.frequency(predict, target) > 1) {
        throw new IllegalArgumentException(target + " is to be foretold twice; say it once");
      }
    }
  }

  private static void requireCausal(Feature feature, Target target) {
    boolean reads = feature.readsNow() && feature.field().equals(target.field());
    if (target.horizon() == 0 && reads) {
      throw new IllegalArgumentException(
          feature
              + " would read the very value of "
              + target.field()
              + " that is to be foretold; use lag("
              + feature
              + ",1), or foretell next("
              + target
              + ")");
    }
  }

  /**
   * Outcomes on a stream of their own are of the event itself, and known to no event.
   *
   * @throws IllegalArgumentException naming the target, the feature or the base
   */
  public void requireLateOutcomes() {
    if (farthest() > 0) {
      throw new IllegalArgumentException(
          predict
              + " looks ahead, which outcomes on a stream of their own do not go with; foretell a"
              + " field of the outcome");
    }
    for (Target target : predict) {
      if (target.isChange()) {
        throw new IllegalArgumentException(
            target
                + " is told from event to event, which outcomes that come later do not go with;"
                + " foretell a field of the outcome");
      }
    }
    for (Feature feature : like) {
      if (predict.stream().anyMatch(target -> target.field().equals(feature.field()))) {
        throw new IllegalArgumentException(
            feature + " reads what comes with outcomes, which no event has; leave it out of like");
      }
    }
    if (base.kind() == Base.Kind.LAST || base.kind() == Base.Kind.SEASON) {
      throw new IllegalArgumentException(
          "base=" + base + " needs outcomes that come with the events; use none or mean");
    }
  }

  /** The field of the event's time and its unit, or null. */
  public TimeField timeField() {
    return time == null ? null : new TimeField(time, seconds);
  }

  /** Whether a category is foretold. */
  public boolean isCategory() {
    return predict.get(0).isCategory();
  }

  /**
   * Makes sure that numbers are foretold.
   *
   * @param what is had of numbers only
   * @throws IllegalArgumentException if it is a category, which the message names
   */
  public void requireNumbers(String what) {
    if (isCategory()) {
      throw new IllegalArgumentException(
          what + " are of numbers, and " + predict + " is a category; read its probabilities");
    }
  }

  /** Events until the farthest value is known; 0 if all are of the event itself. */
  public int farthest() {
    return predict.stream().mapToInt(Target::horizon).max().orElse(0);
  }

  /** The same with another base. */
  public EventSchema withBase(Base other) {
    return new EventSchema(key, time, seconds, like, predict, other, reading);
  }

  /** The same with other features. */
  public EventSchema withLike(List<Feature> features) {
    return new EventSchema(key, time, seconds, features, predict, base, reading);
  }

  /** The same with texts that are read otherwise. */
  public EventSchema withReading(Reading other) {
    return new EventSchema(key, time, seconds, like, predict, base, other);
  }

  /** The same, a category of so many slots being foretold. */
  public EventSchema withSlots(int slots) {
    List<Target> sized = List.of(predict.get(0).withSlots(slots));
    return new EventSchema(key, time, seconds, like, sized, base, reading);
  }

  /**
   * Refuses a category to be foretold that could not come back as it is.
   *
   * @param name of the category, or null if it is missing
   * @throws IllegalArgumentException naming the field, the name, the rule and the remedy
   */
  public void requireName(String name) {
    if (name != null && predict.get(0).of() instanceof Category category) {
      category.requireName(name);
    }
  }

  /** What tokens are made of, each lag being a feature of its own. */
  public Stream<Feature> parts() {
    return like.stream().flatMap(feature -> feature.parts().stream());
  }

  /** The model's schema, before any training and after: fixed by this alone. */
  public Schema schema() {
    int tag = like.stream().mapToInt(Feature::width).sum();
    int content = isCategory() ? predict.get(0).slots() : predict.size();
    return Schema.of(
        Fields.builder()
            .tag(tag)
            .content(content)
            .kind(isCategory() ? Kind.CLASSIFICATION : Kind.REGRESSION)
            .readOut(isCategory() ? ReadOutKind.MEAN : ReadOutKind.REGRESS)
            .events(EventSchemaJson.write(this))
            .build());
  }

  /** The model before any training. */
  public RecallModel untrained() {
    return RecallModel.untrained(schema());
  }

  /**
   * The schema that a model carries.
   *
   * @throws IllegalArgumentException if the model is not one of events
   */
  public static EventSchema of(RecallModel model) {
    String events = model.schema().fields().events();
    if (events == null) {
      throw new IllegalArgumentException(
          "the model is one of tokens and queries, not of events; train it on events, with"
              + " --predict");
    }
    return EventSchemaJson.parse(events);
  }

  /**
   * The numbers that tokens are made of, as features are written: a lag of three is three. Empty
   * where a number has no name of its own.
   */
  public List<String> features() {
    return parts()
        .flatMap(
            part ->
                part.scalars() == 1
                    ? Stream.of(part.toString())
                    : Collections.nCopies(part.scalars(), "").stream())
        .toList();
  }

  /**
   * A feature as {@link #features} writes it.
   *
   * @throws IllegalArgumentException if the text is not one feature; it names those that it is
   */
  public static String canonical(String feature) {
    List<String> parts =
        FeatureParser.features(feature).stream()
            .flatMap(one -> one.parts().stream())
            .map(Feature::toString)
            .toList();
    if (parts.size() != 1) {
      throw new IllegalArgumentException(
          "\""
              + feature
              + "\" is "
              + parts.size()
              + " features, one is expected: "
              + String.join(", ", parts)
              + "; name each by itself");
    }
    return parts.get(0);
  }

  /** Every field that is read beside key and time, once. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    like.forEach(feature -> addOnce(fields, feature.field()));
    predict.forEach(target -> addOnce(fields, target.field()));
    return fields;
  }

  private static void addOnce(List<String> fields, String field) {
    if (!fields.contains(field)) {
      fields.add(field);
    }
  }
}
