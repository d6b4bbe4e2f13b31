package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.FirstErrors;
import org.streamrecall.events.HeadErrors;
import org.streamrecall.events.Tails;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/**
 * The first events of keys, through the memory that would serve: what other new keys start from.
 */
public final class YoungKeys {
  /** Events of a key whose errors are looked at. */
  private static final int YOUNG = 50;

  /** Events of a key that what heads are worth is tried on, and of all keys. */
  private static final int GROWN = 64;

  private static final int TRIED = 4000;
  private static final int FOLDS = 4;
  private static final double WORTH = 0.005;
  private static final double SURE = 2;

  /** Where nothing was measured. */
  private static final double[] USUAL = HeadErrors.usual();

  private final EventSchema schema;
  private final List<List<Event>> keys;
  private final int sketchBytes;

  /**
   * @param keys events of each key, in order
   * @param sketchBytes all that one key takes
   */
  public YoungKeys(EventSchema schema, List<List<Event>> keys, int sketchBytes) {
    this.schema = schema;
    this.keys = List.copyOf(keys);
    this.sketchBytes = sketchBytes;
  }

  /**
   * What a key starts from that has few errors of its own.
   *
   * @return null if a target has too few errors
   */
  public NewKeys newKeys(RecallModel model) {
    double[][] heads = schema.isCategory() ? null : heads(model);
    RecallModel weighed = with(model, null, heads);
    double[][] firsts = schema.isCategory() ? null : firsts(weighed);
    RecallModel known = with(model, firsts, heads);
    double[][] tails = new double[schema.predict().size()][];
    List<List<double[]>> scores = watched(known, (error, score) -> score);
    for (int t = 0; t < tails.length; t++) {
      tails[t] = Tails.measured(scores.get(t).stream().flatMapToDouble(Arrays::stream).toArray());
      if (tails[t] == null) {
        return null;
      }
    }
    return new NewKeys(tails, firsts, heads);
  }

  private RecallModel with(RecallModel model, double[][] firsts, double[][] heads) {
    if (firsts == null && heads == null) {
      return model.with(TrainingRecord.NONE, null);
    }
    double[][] any = new double[schema.predict().size()][];
    Arrays.fill(any, Tails.STUDENT.at());
    return model.with(TrainingRecord.NONE, new NewKeys(any, firsts, heads));
  }

  // ---- what heads are worth ----

  /**
   * What heads are to be expected to be worth, for targets where that foretells better: by keys
   * that it was not measured on. Null where it does so for none.
   */
  private double[][] heads(RecallModel model) {
    int targets = schema.predict().size();
    List<List<Event>> tried = tried();
    List<List<HeadErrors>> errors = headErrors(model, tried); // (keys, targets)
    Losses before = losses(tried, fold -> model);
    double[][] heads = new double[targets][];
    boolean any = false;
    for (int t = 0; t < targets; t++) {
      heads[t] = USUAL;
    }
    List<Losses> reached = new ArrayList<>();
    for (int counts : HeadErrors.COUNTS) {
      reached.add(losses(tried, fold -> with(model, null, measured(errors, fold, counts))));
    }
    for (int t = 0; t < targets; t++) {
      int best = 0;
      for (int i = 1; i < reached.size(); i++) {
        best = reached.get(i).of(t).mean() < reached.get(best).of(t).mean() ? i : best;
      }
      double[] measured = measured(errors, -1, HeadErrors.COUNTS.get(best))[t];
      StringBuilder sb =
          new StringBuilder(
              "PRIOR "
                  + schema.predict().get(t)
                  + " before "
                  + String.format("%.4f/%.4f ", before.of(t).mean(), later(before, t).mean()));
      for (int i = 0; i < reached.size(); i++) {
        Losses r = reached.get(i).of(t), bb = before.of(t);
        sb.append(
            HeadErrors.COUNTS.get(i)
                + ":"
                + String.format("%.4f/%.4f", r.mean(), later(reached.get(i), t).mean())
                + java.util.stream.IntStream.rangeClosed(-4, 6)
                    .filter(z -> (z > 0 ? r.isBelow(bb, -1, z) : bb.isBelow(r, -1, -z)))
                    .boxed()
                    .toList());
      }
      sb.append(" ").append(tried.size()).append(" keys [");
      for (double m : measured) sb.append(String.format("%.3f ", m));
      System.err.println(sb);
      if (reached.get(best).of(t).isBelow(before.of(t), WORTH, SURE)
          && !(later(reached.get(best), t).mean() > later(before, t).mean())) {
        heads[t] = measured;
        any = true;
      }
    }
    return any ? heads : null;
  }

  /** Without the first outcomes of keys. */
  private static Losses later(Losses losses, int target) {
    return new Losses(
        false,
        losses.of(target).pieces().stream().filter(of -> of.key() % Trial.AGES > 0).toList());
  }

  /** The first events of as many keys as come to enough of them. */
  private List<List<Event>> tried() {
    List<List<Event>> tried = new ArrayList<>();
    int events = 0;
    for (int k = 0; k < keys.size() && events < TRIED; k++) {
      List<Event> of = keys.get(k);
      tried.add(of.subList(0, Math.min(GROWN, of.size())));
      events += tried.get(k).size();
    }
    return tried;
  }

  private Losses losses(List<List<Event>> tried, IntFunction<RecallModel> model) {
    List<Losses.Piece> pieces = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<List<Event>> of = new ArrayList<>();
      for (int k = fold; k < tried.size(); k += FOLDS) {
        of.add(tried.get(k));
      }
      if (!of.isEmpty()) {
        int offset = fold * tried.size() * Trial.AGES;
        for (Losses.Piece piece :
            new Trial(schema, of, sketchBytes).losses(model.apply(fold)).pieces()) {
          pieces.add(
              new Losses.Piece(offset + piece.key(), piece.target(), piece.sum(), piece.count()));
        }
      }
    }
    return new Losses(false, pieces);
  }

  /**
   * @param fold of keys to leave out
   */
  private double[][] measured(List<List<HeadErrors>> errors, int fold, int counts) {
    double[][] measured = new double[schema.predict().size()][];
    for (int t = 0; t < measured.length; t++) {
      List<HeadErrors> of = new ArrayList<>();
      for (int k = 0; k < errors.size(); k++) {
        if (k % FOLDS != fold) {
          of.add(errors.get(k).get(t));
        }
      }
      double[] found = HeadErrors.measured(of, counts);
      measured[t] = found == null ? USUAL : found;
    }
    return measured;
  }

  private List<List<HeadErrors>> headErrors(RecallModel model, List<List<Event>> tried) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    List<List<HeadErrors>> all = new ArrayList<>();
    for (List<Event> key : tried) {
      List<HeadErrors> own = new ArrayList<>();
      schema.predict().forEach(target -> own.add(new HeadErrors()));
      memory.forget();
      memory.watchHeads((t, errors) -> own.get(t).add(errors));
      key.forEach(event -> Trial.answer(memory, event));
      all.add(own);
    }
    return all;
  }

  // ---- first errors ----

  private double[][] firsts(RecallModel model) {
    double[][] firsts = new double[schema.predict().size()][];
    List<List<double[]>> errors = watched(model, (error, score) -> error);
    for (int t = 0; t < firsts.length; t++) {
      firsts[t] = FirstErrors.measured(errors.get(t));
      if (firsts[t] == null) {
        return null;
      }
    }
    return firsts;
  }

  /** Of each target, of each key, what is taken of its first errors. */
  private List<List<double[]>> watched(RecallModel model, DoubleBinaryOperator taken) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    List<List<double[]>> all = new ArrayList<>();
    schema.predict().forEach(target -> all.add(new ArrayList<>()));
    for (List<Event> key : keys) {
      memory.forget();
      List<List<Double>> own = new ArrayList<>();
      schema.predict().forEach(target -> own.add(new ArrayList<>()));
      memory.watch((t, error, score) -> own.get(t).add(taken.applyAsDouble(error, score)));
      for (Event event : key.subList(0, Math.min(YOUNG, key.size()))) {
        Trial.answer(memory, event);
      }
      for (int t = 0; t < own.size(); t++) {
        all.get(t).add(own.get(t).stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
    return all;
  }
}
