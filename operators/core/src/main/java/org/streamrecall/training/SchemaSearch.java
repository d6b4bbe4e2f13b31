package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Trial;

/**
 * Chooses what is frozen before training: slots of a category, tag map and read-out. Each choice is
 * trained whole on the keys that teach and tried on those that validate; it is left only for one
 * that is better by more than chance may give.
 */
public final class SchemaSearch {
  /**
   * What was chosen.
   *
   * @param reading how its events are read
   * @param result the trained model; hit its time limit if any choice's training did
   * @param choices in the order in which they were tried
   */
  public record Found(EventSchema reading, TrainingResult result, List<SchemaChoice> choices) {}

  private final EventTraining training;
  private final TrainingOptions options;
  private final Progress progress;
  private final EventSchema reading;
  private final Trial trial;
  private final List<SchemaChoice> choices = new ArrayList<>();
  private TrainingResult best;
  private double loss;
  private int chosen; // of the choices
  private boolean cut;

  private SchemaSearch(EventTraining training, TrainingOptions options, Progress progress) {
    this.training = training;
    this.options = options;
    this.progress = progress;
    reading = training.schema();
    trial = training.trial(options.seed(), options.sketchBytes());
  }

  /**
   * @param training with the base that is wanted
   * @param options the sketch's bytes are those of the memory that will serve
   */
  public static Found of(EventTraining training, TrainingOptions options, Progress progress) {
    return new SchemaSearch(training, options, progress).found();
  }

  private Found found() {
    choices.add(new SchemaChoice("untrained default", trial.loss(reading.untrained()), false));
    attempt("metric");
    List<SchemaChoice> all = new ArrayList<>();
    for (int c = 0; c < choices.size(); c++) {
      all.add(new SchemaChoice(choices.get(c).name(), choices.get(c).loss(), c == chosen));
    }
    return new Found(reading, cut ? best.asCut(options.seed()) : best, List.copyOf(all));
  }

  private void attempt(String name) {
    TrainingResult result = training.fit(options, progress);
    cut |= result.hitTimeLimit();
    double reached = trial.loss(result.model());
    choices.add(new SchemaChoice(name, reached, false));
    boolean better = best == null || reached < SchemaChoice.WORTH * loss;
    if (better) {
      best = result;
      loss = reached;
      chosen = choices.size() - 1;
    }
  }
}
