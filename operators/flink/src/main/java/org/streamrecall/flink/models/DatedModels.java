package org.streamrecall.flink.models;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;

/**
 * The models that answer, each from a time on, latest first. Immutable.
 *
 * @param models at least one, at most {@link #KEPT}
 */
record DatedModels(List<Dated> models) {
  /** How many are kept: queries that wait may be older than the newest of them. */
  static final int KEPT = 4;

  /**
   * A model from a time on.
   *
   * @param update that brought it, or null for the job's own, which holds from ever
   */
  record Dated(ModelUpdate update, RecallModel model) {
    long from() {
      return update == null ? Atom.NO_TIME : update.effectiveFrom();
    }
  }

  DatedModels {
    models = List.copyOf(models);
  }

  static DatedModels of(RecallModel first) {
    return new DatedModels(List.of(new Dated(null, first)));
  }

  RecallModel latest() {
    return models.get(0).model();
  }

  /** The one that answers a query of this time; the latest one if it has none. */
  RecallModel at(long time) {
    if (time == Atom.NO_TIME) {
      return latest();
    }
    int at = 0;
    while (at < models.size() - 1 && models.get(at).from() > time) {
      at++;
    }
    return models.get(at).model();
  }

  /** What holds from the same time on, or at once, takes the place of what did before. */
  DatedModels with(Dated next) {
    List<Dated> all = next.from() == Atom.NO_TIME ? new ArrayList<>() : new ArrayList<>(models);
    all.removeIf(dated -> dated.from() == next.from());
    int at = 0;
    while (at < all.size() && all.get(at).from() > next.from()) {
      at++;
    }
    all.add(at, next);
    return new DatedModels(all.subList(0, Math.min(KEPT, all.size())));
  }
}
