package org.streamrecall.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.streamrecall.events.feature.Clocked;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.feature.Moment;
import org.streamrecall.events.feature.Scalar;
import org.streamrecall.events.schema.Base;

/**
 * What moments that wait for later events need not keep: what their times say, and what the rings
 * still hold when the last of their outcomes is known. Rings are as deep as that asks for.
 */
final class Rereading {
  /**
   * Most events before a moment whose own value is missing, in which its last one is looked for.
   */
  private static final int BEFORE = 8;

  private static final int KEPT = -1;
  private static final int TIMED = -2;

  private final Plan plan;
  private final int[] rings; // (parts), or KEPT or TIMED
  private final int[] backs; // (parts) events before the moment
  private final int[] kept; // scalars that a row keeps
  private final boolean readsBases; // of targets, in the rings

  /** A moment of which nothing but its time is known. */
  private record Past(long time) implements Moment {
    @Override
    public double number(int field) {
      return Double.NaN;
    }

    @Override
    public String text(int field) {
      return null;
    }
  }

  Rereading(Plan plan) {
    this.plan = plan;
    rings = new int[plan.parts.size()];
    backs = new int[rings.length];
    List<Integer> scalars = new ArrayList<>();
    for (int p = 0; p < rings.length; p++) {
      Plan.Part part = plan.parts.get(p);
      rings[p] = plan.farthest == 0 ? KEPT : ring(part.feature());
      backs[p] = part.feature() instanceof Lag lag ? lag.from() : 0;
      if (rings[p] >= 0) {
        plan.ring(plan.ringed.get(rings[p]), plan.farthest + backs[p]);
      }
      for (int i = 0; rings[p] == KEPT && i < part.feature().scalars(); i++) {
        scalars.add(part.scalar() + i);
      }
    }
    kept = scalars.stream().mapToInt(Integer::intValue).toArray();
    readsBases = plan.schema.base().kind() == Base.Kind.LAST && plan.farthest > 0;
    for (int t = 0; t < plan.baseRings.length && readsBases; t++) {
      int before = Math.min(BEFORE, plan.farthest - 1);
      plan.ring(plan.ringed.get(plan.baseRings[t]), plan.farthest + before);
    }
  }

  private int ring(Feature feature) {
    if (feature instanceof Clocked clock && plan.isTime(clock.field())) {
      return TIMED;
    }
    Feature of = feature instanceof Lag lag ? lag.of() : feature;
    return of instanceof Scalar ? plan.ringed.indexOf(of) : KEPT;
  }

  /** Whether a row keeps what its targets are told as departures from. */
  boolean keepsBases() {
    return plan.schema.base().kind() != Base.Kind.NONE && !readsBases;
  }

  /** The base of a restored row that keeps none: what it was, or NaN until it is read again. */
  double unkept() {
    return readsBases ? Double.NaN : 0;
  }

  /** Scalars that a row keeps. */
  int kept() {
    return kept.length;
  }

  /** Which of the scalars a row's number i is. */
  int scalar(int i) {
    return kept[i];
  }

  /** Of all scalars those that a row keeps. */
  float[] keep(float[] scalars) {
    float[] row = new float[kept.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = scalars[kept[i]];
    }
    return row;
  }

  /**
   * The scalars that a row does not keep, as they are, NaN for the others.
   *
   * @param ago events since the row's own, which is 1 if it is the last
   */
  double[] read(Held row, int ago, KeyPast<?> key) {
    double[] scalars = new double[plan.scalars];
    Arrays.fill(scalars, Double.NaN);
    for (int p = 0; p < rings.length; p++) {
      Plan.Part part = plan.parts.get(p);
      if (rings[p] == TIMED) {
        part.reader().read(new Past(row.time()), key, scalars, part.scalar());
      } else if (rings[p] >= 0) {
        scalars[part.scalar()] = key.rings.get(rings[p], ago + backs[p]);
      }
    }
    return scalars;
  }

  /**
   * What a target of a row is told as its departure from; NaN if that is lost: it would be read
   * again, but the row's own value is missing, and so were those before it.
   */
  double base(PanelRow row, int target, int ago, KeyPast<?> key) {
    if (!readsBases) {
      return row.bases[target];
    }
    int ring = plan.baseRings[target];
    double then = key.rings.known(ring, ago);
    boolean none = Double.isNaN(then) && Double.isNaN(key.rings.known(ring, 1));
    return none ? key.lasts[target] : then;
  }
}
