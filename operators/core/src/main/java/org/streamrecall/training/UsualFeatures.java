package org.streamrecall.training;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Delta;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Hour;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.feature.Log;
import org.streamrecall.events.feature.Plain;
import org.streamrecall.events.feature.Scalar;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.feature.Weekday;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.TimeField;
import org.streamrecall.events.score.TargetTruth;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Shape;

/**
 * What makes moments alike where nobody has said it: the clock as far as times tell it, all other
 * fields by what they hold, the last values of what is foretold, and that of a season ago if it has
 * a season.
 */
public final class UsualFeatures {
  /** Last values of a number that is foretold ahead, beside its own, and of a change. */
  private static final int LAGS = 3;

  /** Fields of each kind, if there is room; more cost time, and tell less. */
  private static final int MOST_NUMBERS = 8;

  private static final int MOST_NAMES = 4;

  /** Values below which nothing is made of how they lie. */
  private static final int SEVERAL = 100;

  /**
   * How much farther the upper twentieth is from the median than the lower; .63 of e^x, x normal.
   */
  private static final double ONE_SIDED = 0.6;

  private static final long WEEK = 7 * 24 * 3_600_000L;

  private UsualFeatures() {}

  /**
   * The schema without a season.
   *
   * @param key field that tells whose event it is, or null if all are one series
   * @param time field with the event's time, {@code "seconds(at)"} for one of seconds, or null
   * @param numbers other fields that hold numbers, in the order of their worth
   * @param names other fields that hold a name of few
   * @param times of events, in milliseconds
   */
  public static EventSchema of(
      String key,
      String time,
      List<Target> targets,
      List<String> numbers,
      List<String> names,
      List<Long> times) {
    Set<Feature> like = new LinkedHashSet<>();
    TimeField timed = TimeField.parse(time);
    if (timed != null) {
      addClock(like, timed.field(), times);
    }
    for (Target target : targets) {
      Scalar of = target.isCategory() ? Category.of(target.field()) : target.of();
      if (target.horizon() > 0 && !isOfTheEvent(targets, target.field())) {
        like.add(of);
      }
      Lag lags = new Lag(of, 1, hasSeveralLags(targets, target) ? LAGS : 1);
      if (width(like) + lags.width() < Shape.MAX_TAG_DIMS) {
        like.add(lags);
      }
    }
    numbers.stream()
        .filter(field -> !isForetold(targets, field))
        .limit(MOST_NUMBERS)
        .forEach(field -> like.add(new Plain(field)));
    names.stream()
        .filter(field -> !isForetold(targets, field))
        .limit(MOST_NAMES)
        .map(Category::of)
        .filter(name -> width(like) + name.width() < Shape.MAX_TAG_DIMS)
        .forEach(like::add);
    return EventSchema.of(
        key, timed, new ArrayList<>(like), targets, EventSchema.usualBase(targets));
  }

  private static int width(Collection<Feature> like) {
    return like.stream().mapToInt(Feature::width).sum();
  }

  private static boolean hasSeveralLags(List<Target> targets, Target target) {
    return target.isChange()
        || !target.isCategory()
            && targets.stream().anyMatch(of -> of.horizon() > 0 && of.of().equals(target.of()));
  }

  /** What is foretold of the event itself, is none of its features. */
  private static boolean isOfTheEvent(List<Target> targets, String field) {
    return targets.stream()
        .anyMatch(target -> target.horizon() == 0 && target.field().equals(field));
  }

  private static boolean isForetold(List<Target> targets, String field) {
    return targets.stream().anyMatch(target -> target.field().equals(field));
  }

  /** The hour where events differ in it, the day of the week where they span one. */
  private static void addClock(Set<Feature> like, String time, List<Long> times) {
    Set<Integer> hours = new LinkedHashSet<>();
    Set<Integer> days = new LinkedHashSet<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long at : times) {
      if (at != Atom.NO_TIME) {
        ZonedDateTime utc = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC);
        hours.add(utc.getHour());
        days.add(utc.getDayOfWeek().getValue());
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    }
    if (hours.size() > 1) {
      like.add(new Hour(time));
    }
    if (days.size() > 1 && last - first >= WEEK) {
      like.add(new Weekday(time));
    }
  }

  /**
   * The same with what the numbers show: the logarithms of those that are positive and stretch far
   * to one side, the last value of what also falls where its change is foretold, and the value of a
   * season ago, if what is foretold first has a season.
   *
   * @param events in the order of their file
   */
  public static EventSchema fitted(EventSchema schema, List<Event> events) {
    return withSeason(withLevels(withLogs(schema, events), events), events);
  }

  /** What falls too, comes back to some level; how far a counter has counted tells nothing. */
  private static EventSchema withLevels(EventSchema schema, List<Event> events) {
    Set<Feature> like = new LinkedHashSet<>(schema.like());
    for (Target target : schema.predict()) {
      if (target.of() instanceof Delta change
          && width(like) + 1 < Shape.MAX_TAG_DIMS
          && isFalling(schema, target, events)) {
        boolean now = target.horizon() > 0 && !isOfTheEvent(schema.predict(), target.field());
        like.add(now ? change.of() : new Lag(change.of(), 1, 1));
      }
    }
    return schema.withLike(new ArrayList<>(like));
  }

  private static boolean isFalling(EventSchema schema, Target target, List<Event> events) {
    Map<String, TargetTruth> keys = new HashMap<>();
    return events.stream()
        .anyMatch(
            event ->
                keys.computeIfAbsent(event.key(), key -> new TargetTruth(schema, target))
                        .next(event)
                    < 0);
  }

  private static EventSchema withLogs(EventSchema schema, List<Event> events) {
    List<String> numbers = EventFields.of(schema).numbers();
    List<Feature> like = new ArrayList<>();
    int width = width(schema.like());
    for (Feature feature : schema.like()) {
      like.add(feature);
      if (feature instanceof Plain plain
          && !isForetold(schema.predict(), plain.field())
          && width + 1 < Shape.MAX_TAG_DIMS
          && isOneSided(events, numbers.indexOf(plain.field()))) {
        like.add(new Log(plain));
        width++;
      }
    }
    return schema.withLike(like);
  }

  /** Whether all that is known of a number is positive, and the middle is far to the left. */
  private static boolean isOneSided(List<Event> events, int number) {
    double[] values =
        events.stream()
            .mapToDouble(event -> event.number(number))
            .filter(x -> !Double.isNaN(x))
            .toArray();
    Arrays.sort(values);
    int last = values.length - 1;
    if (last < SEVERAL || !(values[0] > 0)) {
      return false;
    }
    double low = values[last / 20];
    double high = values[last - last / 20];
    return high + low - 2 * values[last / 2] > ONE_SIDED * (high - low);
  }

  private static EventSchema withSeason(EventSchema schema, List<Event> events) {
    int period = Seasons.period(schema, events);
    Target target = schema.predict().get(0);
    int back = target.horizon() > 0 ? period - 1 : period;
    if (back <= LAGS || width(schema.like()) + 1 >= Shape.MAX_TAG_DIMS) {
      return schema;
    }
    List<Feature> like = new ArrayList<>(schema.like());
    like.add(new Lag(target.of(), back, back));
    return schema.withLike(like);
  }
}
