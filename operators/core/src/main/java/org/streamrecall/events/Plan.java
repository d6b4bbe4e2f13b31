package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Source;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.TimeBounds;

/**
 * A schema made ready to run: which numbers are taken from an event ("scalars"), and what is kept
 * of a key for later events. The same plan serves offline and online.
 */
final class Plan extends FeatureSources {
  final List<Part> parts = new ArrayList<>();
  final List<Source> values = new ArrayList<>(); // of the targets, as they are told
  final int[] baseRings; // of the targets, which ring holds their bases; -1 for none
  final int scalars; // numbers kept of a moment
  final int slots; // of the category foretold, or 0
  final int[] ahead; // (targets) events until each is known, at least 1
  final int farthest; // events until the last of the targets is known
  final Rereading rereading;

  /**
   * One feature.
   *
   * @param feature no lag of several events
   * @param reader of its scalars
   * @param scalar the first of them
   * @param at its first number of a tag as models have it
   */
  record Part(Feature feature, Feature.Reader reader, int scalar, int at) {
    int width() {
      return feature.width();
    }
  }

  Plan(EventSchema schema) {
    super(schema);
    addChanges();
    schema.parts().forEach(this::add);
    scalars = parts.stream().mapToInt(part -> part.feature().scalars()).sum();
    baseRings = new int[schema.predict().size()];
    for (int t = 0; t < baseRings.length; t++) {
      Target target = schema.predict().get(t);
      values.add(target.isCategory() ? (event, key) -> Double.NaN : target.of().source(this));
      baseRings[t] = ringOfBase(target);
    }
    ahead = schema.predict().stream().mapToInt(of -> Math.max(1, of.horizon())).toArray();
    slots = schema.predict().get(0).slots();
    farthest = schema.farthest();
    rereading = new Rereading(this);
  }

  /** What is taken from an event, (scalars); what it gives itself counts before what is kept. */
  double[] scalars(Event event, KeyPast<?> key) {
    double[] read = new double[scalars];
    for (Part part : parts) {
      part.reader().read(event, key, read, part.scalar());
    }
    for (int i = 0; event.given() != null && i < read.length; i++) {
      read[i] = Double.isNaN(event.given()[i]) ? read[i] : event.given()[i];
    }
    return read;
  }

  /**
   * What an event says came: of itself, or of the events before it.
   *
   * @throws IllegalArgumentException if it is a category whose name could not come back
   */
  Outcome outcome(Event event, KeyPast<?> key) {
    double[] known = new double[values.size()];
    for (int t = 0; t < known.length; t++) {
      known[t] = values.get(t).value(event, key);
    }
    String name = slots > 0 ? event.texts()[fields.text(schema.predict().get(0).field())] : null;
    schema.requireName(name);
    return new Outcome(Held.id(event), event.time(), known, name);
  }

  /**
   * @throws IllegalArgumentException naming a time or number that cannot be held
   */
  void requireHeld(Event event) {
    TimeBounds.require(schema.time(), event.time());
    for (int i = 0; i < event.numbers().length; i++) {
      if (Math.abs((float) event.numbers()[i]) > Event.MAX_NUMBER) { // NaN is missing
        throw new IllegalArgumentException(
            fields.numbers().get(i)
                + "="
                + event.numbers()[i]
                + " is beyond 1e16; use a larger unit, or foretell its log");
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

  private void add(Feature part) {
    int at = parts.stream().mapToInt(Part::width).sum();
    int scalar = parts.stream().mapToInt(before -> before.feature().scalars()).sum();
    parts.add(new Part(part, part.reader(this), scalar, at));
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
  double base(int target, Event event, KeyPast<?> key) {
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
  double now(int target, Target of, Event event, KeyPast<?> key) {
    return of.horizon() == 0 ? Double.NaN : values.get(target).value(event, key);
  }

  private double seasonAgo(int target, int back, KeyPast<?> key) {
    int season = back == 0 ? schema.base().period() : back;
    if (!key.rings.reach(season)) {
      return Double.NaN;
    }
    double past = key.rings.nearest(baseRings[target], season);
    return Double.isNaN(past) ? key.lasts[target] : past;
  }

  /** Events back to the newest known value a whole number of seasons before the target. */
  static int seasonBack(int horizon, int period) {
    return horizon == 0 ? period : (horizon + period - 1) / period * period - horizon;
  }

  int[] depths() {
    return depths.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] slots() {
    return categories.stream().mapToInt(Category::slots).toArray();
  }
}
