package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.HeadErrors;
import org.streamrecall.events.Tails;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/**
 * What each head of a panel has been worth to young keys: what new ones expect of it, for how many
 * outcomes this is to count, and whether it pays. A key is foretold by what the others have shown.
 */
final class YoungHeads {
  /** Events of a key, and of all keys. */
  private static final int GROWN = 64;

  private static final int TRIED = 4000;

  private static final int FOLDS = 4;

  /** A gain is at least this part of the loss, and none has at most this chance to be taken. */
  private static final double WORTH = 0.005;

  private static final double CHANCE = 0.01;

  private final EventSchema schema;
  private final List<List<Event>> keys = new ArrayList<>();
  private final int sketchBytes;
  private final int targets;

  /**
   * @param keys events of each key, in order, of which as many are taken as come to enough events
   */
  YoungHeads(EventSchema schema, List<List<Event>> keys, int sketchBytes) {
    this.schema = schema;
    this.sketchBytes = sketchBytes;
    targets = schema.predict().size();
    int events = 0;
    for (int k = 0; k < keys.size() && events < TRIED; k++) {
      List<Event> of = keys.get(k);
      this.keys.add(of.subList(0, Math.min(GROWN, of.size())));
      events += Math.min(GROWN, of.size());
    }
  }

  /** As {@link NewKeys#heads} has it; null where it pays for no target. */
  double[][] measured(RecallModel model) {
    List<List<HeadErrors>> errors = errors(model);
    Losses before = losses(fold -> model);
    List<Losses> reached = new ArrayList<>();
    for (int counts : NewKeys.COUNTS) {
      reached.add(losses(fold -> with(model, null, measured(errors, fold, counts))));
    }
    double[][] heads = new double[targets][];
    for (int t = 0; t < targets; t++) {
      int best = 0;
      for (int i = 1; i < reached.size(); i++) {
        best = reached.get(i).of(t).mean() < reached.get(best).of(t).mean() ? i : best;
      }
      boolean pays = pays(reached.get(best).of(t), before.of(t));
      heads[t] = pays ? measured(errors, -1, NewKeys.COUNTS.get(best))[t] : HeadErrors.usual();
    }
    return Arrays.stream(heads).anyMatch(of -> of[0] > 0) ? heads : null;
  }

  /** Whether there is a gain, and not at the cost of later outcomes. */
  private static boolean pays(Losses after, Losses before) {
    boolean later = !(after.later().mean() > before.later().mean());
    return later && after.isBelow(before, WORTH, CHANCE);
  }

  /** A model that brings what was measured, or null, to new keys. */
  static RecallModel with(RecallModel model, double[][] firsts, double[][] heads) {
    if (firsts == null && heads == null) {
      return model.with(TrainingRecord.NONE, null);
    }
    double[][] any = new double[firsts == null ? heads.length : firsts.length][];
    Arrays.fill(any, Tails.STUDENT.at());
    return model.with(TrainingRecord.NONE, new NewKeys(any, firsts, heads));
  }

  /**
   * @param model for the keys of each fold
   */
  private Losses losses(IntFunction<RecallModel> model) {
    List<Losses> losses = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<List<Event>> of = new ArrayList<>();
      for (int k = fold; k < keys.size(); k += FOLDS) {
        of.add(keys.get(k));
      }
      losses.add(new Trial(schema, of, sketchBytes).losses(model.apply(fold)));
    }
    return Losses.of(losses);
  }

  /**
   * @param fold of keys to leave out
   */
  private double[][] measured(List<List<HeadErrors>> errors, int fold, int counts) {
    double[][] measured = new double[targets][];
    for (int t = 0; t < targets; t++) {
      List<HeadErrors> of = new ArrayList<>();
      for (int k = 0; k < errors.size(); k++) {
        if (k % FOLDS != fold) {
          of.add(errors.get(k).get(t));
        }
      }
      double[] found = HeadErrors.measured(of, counts);
      measured[t] = found == null ? HeadErrors.usual() : found;
    }
    return measured;
  }

  /** (keys, targets). */
  private List<List<HeadErrors>> errors(RecallModel model) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    List<List<HeadErrors>> all = new ArrayList<>();
    for (List<Event> key : keys) {
      List<HeadErrors> own = new ArrayList<>();
      schema.predict().forEach(target -> own.add(new HeadErrors()));
      memory.forget();
      memory.watchHeads((t, errors) -> own.get(t).add(errors));
      key.forEach(event -> Trial.answer(memory, event));
      all.add(own);
    }
    return all;
  }
}
