package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.FeatureSources;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Changes;
import org.streamrecall.events.feature.Clocked;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Kind;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.feature.Past;
import org.streamrecall.events.feature.Plain;
import org.streamrecall.events.feature.Scalar;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/**
 * The features of a schema as plain numbers, for lines to be fitted to: numbers as they are, times
 * on circles, a key's first names one by one.
 */
final class Inputs extends FeatureSources {
  private final List<Feature> parts = new ArrayList<>();
  private final List<Feature.Reader> readers = new ArrayList<>();
  private final List<Scalar> columns = new ArrayList<>(); // a number, or null
  private final int scalars;

  Inputs(EventSchema schema) {
    super(schema);
    addChanges();
    int sum = 0;
    for (Feature part : schema.parts().toList()) {
      parts.add(part);
      readers.add(part.reader(this));
      sum += part.scalars();
      Feature of = part instanceof Lag lag ? lag.of() : part;
      boolean number = of.kind() == Kind.NUMBER;
      for (int i = 0; i < part.width(); i++) {
        columns.add(number ? (Scalar) of : null);
      }
    }
    scalars = sum;
  }

  /** The categories among the features, each once. */
  List<Category> categories() {
    return categories;
  }

  /** Which inputs are numbers of any unit. */
  boolean[] numbers() {
    boolean[] numbers = new boolean[columns.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = columns.get(i) != null;
    }
    return numbers;
  }

  /** Which inputs are values of what is foretold, in a field's own unit, of now or earlier. */
  boolean[] valuesOf(Target target) {
    Scalar of = target.isChange() ? target.of() : new Plain(target.field());
    boolean[] values = new boolean[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of.equals(columns.get(i));
    }
    return values;
  }

  /** What features read of one key's past. */
  final class Key implements Past {
    private final double[][] rings;
    private final Changes past = new Changes(changes);
    private final List<Map<String, Integer>> known = new ArrayList<>(); // by category
    private long lastTime = Atom.NO_TIME;
    private long events;

    Key() {
      rings = new double[ringed.size()][];
      for (int ring = 0; ring < rings.length; ring++) {
        rings[ring] = new double[depths.get(ring)];
        Arrays.fill(rings[ring], Double.NaN);
      }
      categories.forEach(category -> known.add(new HashMap<>()));
    }

    /** (inputs) of an event, from what was learned before; NaN where missing. */
    double[] read(Event event) {
      double[] read = new double[scalars];
      int at = 0;
      for (int i = 0; i < parts.size(); i++) {
        readers.get(i).read(event, this, read, at);
        at += parts.get(i).scalars();
      }
      double[] inputs = new double[columns.size()];
      int from = 0;
      int to = 0;
      for (Feature part : parts) {
        encode(part, read, from, inputs, to);
        from += part.scalars();
        to += part.width();
      }
      return inputs;
    }

    /**
     * @return of each category whether the event's name is beyond those told apart; null where it
     *     has none
     */
    Boolean[] learn(Event event) {
      Boolean[] beyond = new Boolean[categories.size()];
      for (int c = 0; c < beyond.length; c++) {
        String name = nameSources.get(c).of(event, this);
        Map<String, Integer> of = known.get(c);
        if (name != null && of.size() < categories.get(c).slots()) {
          of.putIfAbsent(name, of.size());
        }
        beyond[c] = name == null ? null : !of.containsKey(name);
      }
      double[] passing = new double[rings.length]; // all read before any is overwritten
      for (int ring = 0; ring < rings.length; ring++) {
        passing[ring] = ringSources.get(ring).value(event, this);
      }
      for (int ring = 0; ring < rings.length; ring++) {
        rings[ring][(int) (events % rings[ring].length)] = passing[ring];
      }
      for (int i = 0; i < changing.size(); i++) {
        past.pass(i, changing.get(i).value(event, this));
      }
      events++;
      lastTime = Math.max(lastTime, event.time());
      return beyond;
    }

    @Override
    public long lastTime() {
      return lastTime;
    }

    @Override
    public double ago(int ring, int back) {
      return rings[ring][(int) Math.floorMod(events - back, (long) rings[ring].length)];
    }

    @Override
    public double change(int place, double now) {
      return past.to(place, now);
    }

    @Override
    public double nameNumber(int dictionary, String name) {
      Integer number = name == null ? null : known.get(dictionary).get(name);
      return number == null ? Double.NaN : number;
    }
  }

  private static void encode(Feature part, double[] read, int from, double[] inputs, int to) {
    Feature of = part instanceof Lag lag ? lag.of() : part;
    double x = read[from];
    switch (of.kind()) {
      case NUMBER -> inputs[to] = x;
      case CIRCLE -> {
        double angle = 2 * Math.PI * ((Clocked) of).turns(x);
        inputs[to] = Double.isNaN(x) ? 0 : StrictMath.sin(angle);
        inputs[to + 1] = Double.isNaN(x) ? 0 : StrictMath.cos(angle);
      }
      case NAME -> {
        if (!Double.isNaN(x)) {
          inputs[to + (int) x] = 1;
        }
      }
      case DIRECTION -> System.arraycopy(read, from, inputs, to, part.width());
    }
  }
}
