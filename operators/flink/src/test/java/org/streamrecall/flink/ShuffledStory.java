package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * One recorded input, told to the operator in one of many orders of arrival: each record up to the
 * allowed lateness behind, and watermarks, checkpoints and restores in between.
 */
final class ShuffledStory {
  static final int LATENESS = 500;
  private static final int LENGTH = 3000;
  private static final String[] CONTEXTS = {"a", "b", "c"};

  private final Told serving;
  private final List<RecallInput> inputs = new ArrayList<>();
  private final List<ModelUpdate> updates =
      List.of(
          new ModelUpdate("sharper", Example.SHARPER.toBytes(), 1000),
          new ModelUpdate("first", Example.MODEL.toBytes(), 2000));

  /** Something that arrives, and when. */
  private record Arrival(Object what, long time, double at) {}

  ShuffledStory(int records, long seed, Told serving) {
    this.serving = serving;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < records; i++) {
      String context = CONTEXTS[random.nextInt(CONTEXTS.length)];
      long time = random.nextInt(LENGTH / 5) * 5L; // some at the same time
      float x = (float) random.nextDouble();
      float y = (float) random.nextDouble();
      if (random.nextInt(4) == 0) {
        inputs.add(
            RecallInput.of(Example.SCHEMA, Query.of("q" + i, context, new float[] {x, y}, time)));
      } else {
        Token token = Token.of(context, new float[] {x, y}, new float[] {x - y}, time);
        inputs.add(RecallInput.of(Example.SCHEMA, token));
      }
    }
  }

  int queries() {
    return (int) inputs.stream().filter(Ask.class::isInstance).count();
  }

  /** What the operator answers, by id: each in bytes. */
  Map<String, byte[]> tell(long seed, StateBackend backend, EventTime rules) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<Arrival> arrivals = arrivals(random);
    Map<String, byte[]> answers = new HashMap<>();
    OperatorHarness harness = open(backend, rules, null);
    try {
      long newest = Long.MIN_VALUE / 2;
      for (Arrival arrival : arrivals) {
        if (arrival.what() instanceof ModelUpdate update) {
          harness.send(update);
        } else {
          harness.send((RecallInput) arrival.what());
          newest = Math.max(newest, arrival.time());
        }
        if (random.nextInt(10) == 0) {
          harness.watermark(newest - LATENESS - 1);
        }
        if (random.nextInt(100) == 0) {
          collect(harness, answers);
          OperatorSubtaskState state = harness.snapshot();
          harness.close();
          harness = open(backend, rules, state);
        }
      }
      harness.watermark(Long.MAX_VALUE);
      collect(harness, answers);
    } finally {
      harness.close();
    }
    return answers;
  }

  private List<Arrival> arrivals(SplittableRandom random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (RecallInput input : inputs) {
      long time = input instanceof Tell tell ? tell.atom().time() : ((Ask) input).time();
      arrivals.add(new Arrival(input, time, time + LATENESS * random.nextDouble()));
    }
    for (ModelUpdate update : updates) {
      long from = update.effectiveFrom();
      arrivals.add(new Arrival(update, Atom.NO_TIME, from - LATENESS * random.nextDouble()));
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at));
    return arrivals;
  }

  private OperatorHarness open(StateBackend backend, EventTime rules, OperatorSubtaskState state)
      throws Exception {
    return OperatorHarness.timed(serving, rules, backend, state);
  }

  private static void collect(OperatorHarness harness, Map<String, byte[]> answers)
      throws Exception {
    for (Prediction prediction : harness.predictions()) {
      if (answers.put(prediction.id(), OperatorHarness.bytes(prediction)) != null) {
        throw new AssertionError("answered twice: " + prediction.id());
      }
    }
  }
}
