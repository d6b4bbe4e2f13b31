package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.EventSchema;

/** What most users have today, to be held against. */
interface Baseline {
  /** Foretells one target of one key. */
  interface Method {
    /**
     * @return a number, or a probability for each slot; null where nothing can be said
     */
    double[] foretell(float[] tag);

    /**
     * @param tag of the moment that the value came of, or null if that was before the first
     * @param value a number, or a category's slot
     */
    void learn(float[] tag, double value);
  }

  String title();

  /** Whether it states how sure it is of a category, so that its log loss means something. */
  boolean hasProbabilities();

  /**
   * @param horizon events ahead
   * @param period events in a season, 0 for none
   */
  Method method(int horizon, int period);

  /**
   * Those that go with a schema.
   *
   * @param period as in {@link #method}
   */
  static List<Baseline> of(EventSchema schema, int period) {
    if (schema.isCategory()) {
      return List.of(CategoryBaseline.values());
    }
    List<Baseline> all = new ArrayList<>(List.of(NumberBaseline.values()));
    if (period == 0) {
      all.remove(NumberBaseline.SEASON);
    }
    return all;
  }
}
