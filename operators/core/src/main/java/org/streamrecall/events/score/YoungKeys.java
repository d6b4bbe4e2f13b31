package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.FirstErrors;
import org.streamrecall.events.Tails;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;

/**
 * The first events of keys, through the memory that would serve: what other new keys start from.
 */
public final class YoungKeys {
  /** Events of a key whose errors are looked at. */
  private static final int YOUNG = 50;

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
    double[][] heads =
        schema.isCategory() ? null : new YoungHeads(schema, keys, sketchBytes).measured(model);
    RecallModel weighed = YoungHeads.with(model, null, heads);
    double[][] firsts = schema.isCategory() ? null : firsts(weighed);
    RecallModel known = YoungHeads.with(model, firsts, heads);
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
