package org.streamrecall.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Clocked;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Kind;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.feature.Target;
import org.streamrecall.mixture.TokenShape;
import org.streamrecall.panel.Group;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.PanelShape;

/**
 * From the scalars of a {@link Plan} to the tokens of a panel: numbers from an origin of their own,
 * times on circles, names one by one.
 */
final class PanelPlan {
  private static final double TURN = 2 * Math.PI;
  private static final int FEWEST_SHARED = 4;

  /**
   * Where a feature's scalars go.
   *
   * @param of the feature itself, without its lag
   * @param back events; 0 for now
   * @param scalar its first
   * @param at its first number of the token
   * @param scale of a number, else -1
   * @param raw its first number of a tag as models have it
   * @param group its first of the shape's groups
   */
  record Place(Feature of, int back, int scalar, int at, int scale, int raw, int group) {
    int groups() {
      return of.kind() == Kind.CIRCLE || of.kind() == Kind.NAME ? 2 : 1;
    }
  }

  final Plan plan;
  final PanelShape shape;
  final List<Place> places = new ArrayList<>();
  final int scales;
  final int[] scaleOf; // (scalars), -1 for none
  final int[] seen; // (scales) scalar from which a scale learns
  final int[] scaleOfTarget; // -1 where no feature is of it
  final int[] seasonBack; // (targets) events, 0 for the event itself, -1 for no season
  final int[] seasonRing; // (targets) that holds them

  PanelPlan(Plan plan) {
    this.plan = plan;
    List<Feature> sources = new ArrayList<>(); // of scales
    List<Group> groups = new ArrayList<>();
    List<Integer> scaleOf = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (Plan.Part part : plan.parts) {
      Feature of = source(part.feature());
      if (of.kind() == Kind.NUMBER) {
        if (!sources.contains(of)) {
          sources.add(of);
          first.add(part.scalar());
        }
        add(part, groups.size(), sources.indexOf(of), groups.size());
        groups.add(isFar(part.feature()) ? Group.FAR : Group.NUMBER);
        scaleOf.add(sources.indexOf(of));
      } else if (of.kind() == Kind.CIRCLE) {
        add(part, groups.size(), -1, groups.size());
        groups.addAll(List.of(Group.CLOCK, Group.CLOCK));
        scaleOf.addAll(List.of(-1, -1));
      }
    }
    int tags = groups.size();
    int contents = plan.slots > 0 ? 0 : plan.values.size(); // labels come as they are known
    int at = tags + contents;
    List<Integer> names = new ArrayList<>();
    List<Integer> directions = new ArrayList<>();
    at = addAll(Kind.NAME, names, groups, at);
    addAll(Kind.DIRECTION, directions, groups, at);
    TokenShape token = new TokenShape(tags, contents, names, directions);
    shape = new PanelShape(token, groups, scaleOf);
    scales = sources.size();
    this.scaleOf = new int[plan.scalars];
    Arrays.fill(this.scaleOf, -1);
    places.forEach(place -> this.scaleOf[place.scalar()] = place.scale());
    seen = first.stream().mapToInt(Integer::intValue).toArray();
    scaleOfTarget =
        plan.schema.predict().stream().mapToInt(target -> sources.indexOf(target.of())).toArray();
    seasonBack = plan.schema.predict().stream().mapToInt(this::seasonBack).toArray();
    seasonRing =
        plan.schema.predict().stream().mapToInt(of -> plan.ringed.indexOf(of.of())).toArray();
  }

  /**
   * What foretells numbers by them.
   *
   * @param components most of its mixture
   */
  Panel panel(int components) {
    return new Panel(shape, components, plan.ahead);
  }

  private int addAll(Kind kind, List<Integer> sizes, List<Group> groups, int from) {
    int at = from;
    for (Plan.Part part : plan.parts) {
      if (part.feature().kind() == kind) {
        add(part, at, -1, groups.size());
        for (int size : sizes(part)) {
          sizes.add(size);
          groups.add(Group.NAME);
          at += size;
        }
      }
    }
    return at;
  }

  private void add(Plan.Part part, int at, int scale, int group) {
    Feature feature = part.feature();
    places.add(
        new Place(source(feature), back(feature), part.scalar(), at, scale, part.at(), group));
  }

  /** What a model's metric makes of the shape's groups. */
  double[] factors(double[] metric) {
    double[] factors = new double[shape.groups().size()];
    for (Place place : places) {
      Arrays.fill(factors, place.group(), place.group() + place.groups(), metric[place.raw()]);
    }
    return factors;
  }

  /** Names beyond the slots share some more, and each is told once more by another hash. */
  private static List<Integer> sizes(Plan.Part part) {
    int width = part.width();
    int shared = shared(width);
    return part.feature().kind() == Kind.NAME ? List.of(width + shared, shared) : List.of(width);
  }

  private static int shared(int slots) {
    return Math.max(FEWEST_SHARED, slots / 2);
  }

  private static Feature source(Feature feature) {
    return feature instanceof Lag lag ? lag.of() : feature;
  }

  private static boolean isFar(Feature feature) {
    return feature instanceof Lag lag && lag.isFar();
  }

  private static int back(Feature feature) {
    return feature instanceof Lag lag ? lag.from() : 0;
  }

  /**
   * Events back to the value whole seasons before a target: a season being the farthest that its
   * own past is looked at, but for the last few; -1 where features tell of none.
   */
  private int seasonBack(Target of) {
    int period = plan.schema.base().period();
    if (period == 0) {
      int back = 0;
      for (Plan.Part part : plan.parts) {
        boolean own = isFar(part.feature()) && source(part.feature()).equals(of.of());
        back = own ? Math.max(back, back(part.feature())) : back;
      }
      period = back == 0 || of.horizon() == 0 ? back : back + 1;
    }
    boolean kept = period > 0 && plan.ringed.contains(of.of());
    return kept ? Plan.seasonBack(of.horizon(), period) : -1;
  }

  /**
   * Makes a token of scalars, but for its contents.
   *
   * @param usual (scales) what stands for a number that is missing
   */
  void encode(float[] scalars, double[] usual, float[] token) {
    Arrays.fill(token, 0);
    for (Place place : places) {
      float x = scalars[place.scalar()];
      switch (place.of().kind()) {
        case NUMBER -> token[place.at()] = Float.isNaN(x) ? (float) usual[place.scale()] : x;
        case CIRCLE -> turn(place, x, token);
        case NAME -> name(place, x, token);
        case DIRECTION ->
            System.arraycopy(scalars, place.scalar(), token, place.at(), place.of().width());
      }
    }
  }

  private static void turn(Place place, float x, float[] token) {
    if (!Float.isNaN(x)) {
      double angle = TURN * ((Clocked) place.of()).turns(x);
      token[place.at()] = (float) StrictMath.sin(angle);
      token[place.at() + 1] = (float) StrictMath.cos(angle);
    }
  }

  private static void name(Place place, float x, float[] token) {
    if (!Float.isNaN(x)) {
      int number = (int) x;
      int slots = ((Category) place.of()).slots();
      int shared = shared(slots);
      token[place.at() + (number < slots ? number : slots + number % shared)] = 1;
      if (number >= slots) {
        token[place.at() + slots + shared + number / shared % shared] = 1;
      }
    }
  }
}
