package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Network;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/**
 * Events, questions and outcomes of some keys, told to the operator in one of many orders of
 * arrival: each up to the allowed lateness behind, and watermarks, checkpoints and restores in
 * between. The models change twice.
 */
final class ShuffledEvents {
  static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(merchant), x", "amount", null);
  static final RecallModel MODEL = SCHEMA.untrained();
  static final RecallModel SOFTER = model(2);
  static final int BYTES = 6000;

  private static final int LATENESS = 500;
  private static final int LENGTH = 3000;

  private final Told serving;
  private final List<EventInput<String>> inputs = new ArrayList<>();
  private final List<ModelUpdate> updates =
      List.of(
          new ModelUpdate("softer", SOFTER.toBytes(), 1000),
          new ModelUpdate("first", MODEL.toBytes(), 2000));

  /** Something that arrives, and when. */
  private record Arrival(Object what, long time, double at) {}

  /** How events of one time are told apart. */
  enum Known {
    BY_ORIGIN,
    BY_ID,
    BY_BYTES
  }

  /**
   * @param outcomes whether what is to be foretold comes later
   */
  ShuffledEvents(int records, long seed, Known known, boolean outcomes) {
    Told all =
        Told.of(MODEL.toBytes(), BYTES, Decay.NONE).alarms(new AlarmRule(.05, 0, 1e-6, 2, 0));
    serving = outcomes ? all.waiting(new Waiting(8, 300)) : all;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < records; i++) {
      String key = "card-" + random.nextInt(3);
      long time = random.nextInt(LENGTH / 5) * 5L; // some at the same time
      boolean isSilent = key.equals("card-0") && time >= LENGTH / 2 && time < LENGTH * 2 / 3;
      time -= isSilent ? LENGTH / 6 : 0;
      int merchant = random.nextInt(4);
      double[] numbers = {random.nextDouble(), 10.0 * merchant + random.nextDouble()};
      String[] texts = {"shop " + merchant};
      String id = outcomes || known == Known.BY_ID ? "id-" + i : null;
      Origin origin = known == Known.BY_ORIGIN ? new Origin("events", i % 3, i, time) : null;
      if (random.nextInt(5) == 0) {
        Event asked = new Event(key, time, numbers, texts, null);
        inputs.add(new EventInput.Question<>("question " + i, asked, "q-" + i, origin));
        continue;
      }
      double[] told = outcomes ? new double[] {numbers[0], Double.NaN} : numbers;
      Event event = new Event(key, time, told, texts, null, id, null);
      inputs.add(new EventInput.Happened<>("event " + i, event, origin));
      if (outcomes && random.nextInt(5) > 0) {
        Event outcome = new Event(key, time + random.nextInt(400), numbers, texts, null, id, null);
        inputs.add(new EventInput.Outcome<>("outcome " + i, outcome, origin));
      }
    }
  }

  private static RecallModel model(double beta) {
    Network network =
        Network.start(SCHEMA.schema(), 1, 1, beta, 0, new double[1], new double[] {1});
    return new RecallModel(network, TrainingRecord.NONE);
  }

  /** How many of the inputs ask. */
  int asked() {
    return (int) inputs.stream().filter(input -> input.role().asks()).count();
  }

  /** What the operator says, by the record that it is said of: in bytes. */
  Map<String, String> tell(long seed, StateBackend backend) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> said = new HashMap<>();
    EventHarness harness = open(backend, null);
    try {
      long newest = Long.MIN_VALUE / 2;
      for (Arrival arrival : arrivals(random)) {
        if (arrival.what() instanceof ModelUpdate update) {
          harness.send(update);
        } else {
          @SuppressWarnings("unchecked")
          EventInput<String> input = (EventInput<String>) arrival.what();
          harness.send(input);
          newest = Math.max(newest, arrival.time());
        }
        if (random.nextInt(10) == 0) {
          harness.watermark(newest - LATENESS - 1);
        }
        if (random.nextInt(100) == 0) {
          collect(harness, said);
          OperatorSubtaskState state = harness.snapshot();
          harness.close();
          harness = open(backend, state);
        }
      }
      harness.watermark(Long.MAX_VALUE);
      collect(harness, said);
    } finally {
      harness.close();
    }
    return said;
  }

  private List<Arrival> arrivals(SplittableRandom random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (EventInput<String> input : inputs) {
      double at = input.time() + LATENESS * random.nextDouble();
      arrivals.add(new Arrival(input, input.time(), at));
    }
    for (ModelUpdate update : updates) {
      double at = update.effectiveFrom() - LATENESS * random.nextDouble();
      arrivals.add(new Arrival(update, Atom.NO_TIME, at));
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at));
    return arrivals;
  }

  private EventHarness open(StateBackend backend, OperatorSubtaskState state) throws Exception {
    return new EventHarness(serving.eventTime(EventTime.DEFAULTS), backend, state);
  }

  private static void collect(EventHarness harness, Map<String, String> said) throws Exception {
    for (Answered<String> answered : harness.answers()) {
      put(said, answered.event(), harness.bytes(answered));
    }
    for (JudgedOutcome judged : harness.judged()) {
      put(said, "judged " + judged.id(), judged.time() + " " + judged.surprise());
    }
    for (Alarm alarm : harness.alarms()) {
      put(said, (alarm.opens() ? "opens " : "closes ") + alarm.id(), alarm.toString());
    }
    harness.refused().forEach(refused -> put(said, refused.event(), refused.reason()));
  }

  private static void put(Map<String, String> said, String of, String bytes) {
    if (said.put(of, bytes) != null) {
      throw new AssertionError("answered twice: " + of);
    }
  }
}
