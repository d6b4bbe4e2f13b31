package org.streamrecall.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Trial;

/**
 * Which base numbers are best told as their departure from: each is tried with the untrained
 * default, which has seen no key: so on all that are not held out. The first is the one that
 * stands.
 *
 * @param choices one a base that was tried
 * @param best of them
 */
public record BaseSearch(List<Choice> choices, Base best) {
  /** The first is left only for one whose loss is less than this part of its own. */
  private static final double WORTH = 0.99;

  /** A season's ring of values takes at most this part of a key's bytes. */
  private static final int PART = 4;

  /**
   * A base that was tried.
   *
   * @param loss root mean squared error in deviations of each key's own values, the geometric mean
   *     over keys
   * @param chosen whether it is the best
   */
  public record Choice(Base base, double loss, boolean chosen) {}

  /**
   * @param training whose schema has the base that stands
   * @param sketchBytes all that one key takes
   */
  public static BaseSearch of(EventTraining training, long seed, int sketchBytes) {
    EventSchema standing = training.schema();
    Trial trial = training.untaughtTrial(seed, sketchBytes);
    List<List<Event>> teachers = training.teachers(seed);
    int longest = sketchBytes / PART / Double.BYTES / standing.predict().size();
    int period = Seasons.period(standing, teachers, longest);
    Set<Base> bases = new LinkedHashSet<>(List.of(standing.base(), Base.NONE, Base.LAST));
    bases.add(Base.MEAN);
    if (period > 0) {
      bases.add(new Base(Base.Kind.SEASON, period));
    }
    List<Base> tried = List.copyOf(bases);
    List<Double> losses =
        tried.parallelStream()
            .map(base -> trial.loss(standing.withBase(base).untrained()))
            .toList();
    int best = 0;
    for (int b = 1; b < losses.size(); b++) {
      best = losses.get(b) < losses.get(best) ? b : best;
    }
    if (!(losses.get(best) < WORTH * losses.get(0))) {
      best = 0;
    }
    List<Choice> choices = new ArrayList<>();
    for (int b = 0; b < losses.size(); b++) {
      choices.add(new Choice(tried.get(b), losses.get(b), b == best));
    }
    return new BaseSearch(List.copyOf(choices), tried.get(best));
  }

  /** The best, if it is another than the one that stands; else null. */
  public Base better() {
    return choices.get(0).chosen() ? null : best;
  }
}
