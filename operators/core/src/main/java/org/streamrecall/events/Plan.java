package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Hash;

/**
 * A schema made ready to run: which numbers are taken from an event ("scalars"), what is kept of a
 * key for later events, and which scalar becomes which part of the vector. The same plan serves
 * offline and online.
 */
final class Plan {
  final EventSchema schema;
  final EventFields fields;
  final List<Terms.Source> scalars = new ArrayList<>();
  final List<String> names = new ArrayList<>(); // of the scalars, as features are written
  final List<Part> parts = new ArrayList<>();
  final List<Terms.Source> values = new ArrayList<>(); // of the targets, as they are told
  private final List<Feature> ringed = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  final List<Terms.Source> ringSources = new ArrayList<>();
  final List<Feature.Category> categories = new ArrayList<>();
  final int[] baseRings; // of the targets, which ring holds their bases; -1 for none
  final int dims;
  final int scaled; // parts that are standardised
  final int slots; // of the category foretold, or 0
  final int foretold; // numbers of an answer
  final int farthest; // events until the last of the targets is known

  /** How scalars become a part of the vector. */
  enum Code {
    /** One number, standardised. */
    SCALED,
    /** An hour on a circle. */
    CIRCLE,
    /** A weekday on an axis. */
    DAY,
    /** A name on an axis. */
    NAME,
    /** A text by its letters: as many scalars as numbers. */
    LETTERS
  }

  /**
   * @param scalar the first of its scalars
   * @param text of LETTERS, by {@link EventFields#texts}
   * @param at its first number in the vector
   * @param width how many
   * @param scale of SCALED, which mean and deviation
   */
  record Part(Code code, int scalar, int text, int at, int width, int scale) {}

  Plan(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
    int at = 0;
    for (Feature feature : schema.like()) {
      at = add(feature, at);
    }
    dims = at;
    scaled = (int) parts.stream().filter(part -> part.code() == Code.SCALED).count();
    baseRings = new int[schema.predict().size()];
    for (int t = 0; t < baseRings.length; t++) {
      Target target = schema.predict().get(t);
      values.add(target.isCategory() ? (event, key) -> Double.NaN : source(target.of()));
      baseRings[t] = ringOfBase(target);
    }
    Feature first = schema.predict().get(0).of();
    slots = first instanceof Feature.Category category ? category.slots() : 0;
    foretold = slots > 0 ? slots : values.size();
    farthest = schema.farthest();
  }

  /**
   * What an event says came: of itself, or of the events before it.
   *
   * @throws IllegalArgumentException if it is a category whose name could not come back
   */
  Outcome outcome(Event event, KeyState key) {
    double[] known = new double[values.size()];
    for (int t = 0; t < known.length; t++) {
      known[t] = values.get(t).value(event, key);
    }
    String name = slots > 0 ? event.texts()[fields.text(schema.predict().get(0).field())] : null;
    schema.requireName(name);
    long id = event.id() == null ? 0 : Hash.of(event.id());
    return new Outcome(id, event.time(), known, name);
  }

  /**
   * @throws IllegalArgumentException naming a number that cannot be held
   */
  void requireHeld(Event event) {
    for (int i = 0; i < event.numbers().length; i++) {
      if (Math.abs((float) event.numbers()[i]) > Atom.MAX_NUMBER) { // NaN is missing
        throw new IllegalArgumentException(
            fields.numbers().get(i)
                + "="
                + event.numbers()[i]
                + " is beyond 1e15; use a larger unit, or foretell its log");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if an outcome lacks its id or something to be foretold
   */
  void requireKnown(Outcome known, Event outcome) {
    if (outcome.id() == null) {
      throw new IllegalArgumentException(
          "id is missing; an outcome is joined to its event by an id");
    }
    for (int t = 0; t < known.values().length; t++) {
      if (slots > 0 ? known.name() == null : Double.isNaN(known.values()[t])) {
        throw new IllegalArgumentException(
            schema.predict().get(t)
                + " is missing; an outcome brings all that is to be foretold, at once");
      }
    }
  }

  private int add(Feature feature, int from) {
    if (!(feature instanceof Feature.Lag lag)) {
      boolean letters = feature instanceof Feature.Letters;
      return add(feature, feature, letters ? null : source(feature), from);
    }
    int ring = ring(lag.of(), lag.to());
    int at = from;
    for (int back = lag.from(); back <= lag.to(); back++) {
      at = add(lag.of(), new Feature.Lag(lag.of(), back, back), Terms.lag(ring, back), at);
    }
    return at;
  }

  private int add(Feature of, Feature name, Terms.Source source, int at) {
    int width = Terms.width(of);
    int scale = (int) parts.stream().filter(part -> part.code() == Code.SCALED).count();
    int text = of instanceof Feature.Letters ? fields.text(of.field()) : -1;
    parts.add(new Part(code(of), scalars.size(), text, at, width, scale));
    if (source != null) {
      scalars.add(source);
      names.add(name.toString());
    }
    for (int i = 0; source == null && i < width; i++) {
      scalars.add((event, key) -> Double.NaN); // filled all at once
      names.add(""); // and not to be named one by one
    }
    return at + width;
  }

  private static Code code(Feature of) {
    if (of instanceof Feature.Letters) {
      return Code.LETTERS;
    }
    if (of instanceof Feature.Category) {
      return Code.NAME;
    }
    if (of instanceof Feature.Hour) {
      return Code.CIRCLE;
    }
    return of instanceof Feature.Weekday ? Code.DAY : Code.SCALED;
  }

  private Terms.Source source(Feature of) {
    if (of instanceof Feature.Log log) {
      return Terms.log(source(log.of()));
    }
    if (of instanceof Feature.Delta delta) {
      return Terms.less(source(delta.of()), Terms.lag(ring(delta.of(), 1), 1), 1);
    }
    if (of instanceof Feature.Category category) {
      return Terms.name(fields.text(category.field()), dictionary(category));
    }
    if (of instanceof Feature.Hour) {
      return Terms.hour(time(of.field()));
    }
    if (of instanceof Feature.Weekday) {
      return Terms.weekday(time(of.field()));
    }
    if (of instanceof Feature.Since && of.field().equals(schema.time())) {
      return Terms.sinceLast();
    }
    Terms.Source number = Terms.number(fields.number(of.field()));
    return of instanceof Feature.Since
        ? Terms.less(number, Terms.lag(ring(new Feature.Number(of.field()), 1), 1), 1000)
        : number;
  }

  private Terms.Source time(String field) {
    return field.equals(schema.time()) ? Terms.time() : Terms.number(fields.number(field));
  }

  private int dictionary(Feature.Category category) {
    if (!categories.contains(category)) {
      categories.add(category);
    }
    return categories.indexOf(category);
  }

  /** The ring that keeps a feature's last values, at least so many. */
  private int ring(Feature of, int depth) {
    int ring = ringed.indexOf(of);
    if (ring < 0) {
      ring = ringed.size();
      ringed.add(of);
      depths.add(depth);
      ringSources.add(null);
      ringSources.set(ring, source(of));
    }
    depths.set(ring, Math.max(depth, depths.get(ring)));
    return ring;
  }

  /** The ring that holds what a target's base is taken from; -1 if none does. */
  private int ringOfBase(Target target) {
    return switch (schema.base().kind()) {
      case LAST -> ring(target.of(), 1);
      case SEASON -> ring(target.of(), schema.base().period());
      case NONE, MEAN -> -1;
    };
  }

  /** What a target's value is told as its departure from; NaN if the key has none yet. */
  double base(int target, Event event, KeyState key) {
    Target of = schema.predict().get(target);
    return switch (schema.base().kind()) {
      case NONE -> 0;
      case MEAN -> key.mean(target, of, event);
      case LAST -> {
        double now = now(target, of, event, key);
        yield Double.isNaN(now) ? key.lasts[target] : now;
      }
      case SEASON -> {
        int back = seasonBack(of.horizon(), schema.base().period());
        double now = back == 0 ? now(target, of, event, key) : Double.NaN;
        yield Double.isNaN(now) ? seasonAgo(target, back, key) : now;
      }
    };
  }

  /** The event's own value of what is foretold of later ones; NaN if it is foretold itself. */
  double now(int target, Target of, Event event, KeyState key) {
    return of.horizon() == 0 ? Double.NaN : values.get(target).value(event, key);
  }

  private double seasonAgo(int target, int back, KeyState key) {
    int season = back == 0 ? schema.base().period() : back;
    if (!key.rings.reach(season)) {
      return Double.NaN;
    }
    double past = key.rings.nearest(baseRings[target], season);
    return Double.isNaN(past) ? key.lasts[target] : past;
  }

  /** Whether bases are values of the past: the last ones, or those of the season before. */
  boolean hasBaseRings() {
    return baseRings[0] >= 0;
  }

  /** Events back to the newest known value a whole number of seasons before the target. */
  private static int seasonBack(int horizon, int period) {
    return horizon == 0 ? period : (horizon + period - 1) / period * period - horizon;
  }

  int[] depths() {
    return depths.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] slots() {
    return categories.stream().mapToInt(Feature.Category::slots).toArray();
  }
}
