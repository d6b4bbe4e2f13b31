package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;

/** What a trained model is worth to keys that did not teach it. */
class NeverHarmsTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", null, "a, y, lag(y,1..2)", "next(y)", null);
  private static final int MEAN = 7; // a head
  private static final int FIRST = 2; // event that is scored

  /** What a key does, by what it did last and its own number. */
  private enum Kind {
    NOISE,
    WALK,
    LINE,
    LEVELS;

    double next(double last, double a, double own, Random random) {
      double noise = random.nextGaussian();
      return switch (this) {
        case NOISE -> own + noise;
        case WALK -> last + noise;
        case LINE -> 0.8 * last + a + 0.5 * noise;
        case LEVELS -> (random.nextInt(8) == 0 ? own * noise : last) + 0.1 * noise;
      };
    }
  }

  private static List<Event> events(Kind kind, int keys, int each, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      double own = 5 * random.nextGaussian();
      double y = own;
      double a = 0;
      for (int i = 0; i < each; i++) {
        y = kind.next(y, a, own, random);
        a = random.nextGaussian(); // tells of the next
        events.add(new Event("k" + key, i, new double[] {a, y}, new String[0], null));
      }
    }
    return events;
  }

  private static RecallModel trained(List<Event> events) {
    TrainingOptions options = TrainingOptions.forEvents().withSteps(30);
    return new EventTraining(SCHEMA, events).fitIfItPays(options, Progress.NONE).result().model();
  }

  /** Geometric mean over keys of the RMSE of what is next. */
  private static double rmse(RecallModel model, List<Event> events) {
    EventMemory memory = new EventMemory(model, 16_384, false, Decay.NONE);
    double logs = 0;
    int keys = 0;
    for (int from = 0; from < events.size(); ) {
      int to = from;
      double squares = 0;
      double said = Double.NaN;
      memory.forget();
      for (; to < events.size() && events.get(to).key().equals(events.get(from).key()); to++) {
        double y = events.get(to).numbers()[1];
        squares += to - from >= FIRST && !Double.isNaN(said) ? (said - y) * (said - y) : 0;
        double[] value = memory.tell(events.get(to)).answer().value();
        said = value.length == 0 ? Double.NaN : value[0];
      }
      logs += Math.log(squares) / 2;
      keys++;
      from = to;
    }
    return Math.exp(logs / keys);
  }

  @Property(tries = 24, seed = "18")
  void shouldNotHarmKeysThatDidNotTeachByMoreThanChanceDoes(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 2, max = 8) int keys,
      @ForAll @IntRange(min = 40, max = 100) int each,
      @ForAll @IntRange(max = 1000) int seed) {
    RecallModel model = trained(events(kind, keys, each, seed));
    List<Event> unseen = events(kind, 30, each, seed + 5000L);
    double ratio = rmse(model, unseen) / rmse(SCHEMA.untrained(), unseen);
    assertThat(ratio).isLessThan(1.005);
  }

  /** Short keys of which nothing can be told but their mean: new ones begin with it. */
  @Test
  void shouldBeginWithTheMeanWhereItIsTheBestOfOtherKeys() {
    RecallModel model = trained(events(Kind.NOISE, 60, 20, 1));
    double[] heads = model.newKeys().heads()[0];
    double[] errors = Arrays.copyOfRange(heads, 1, NewKeys.HEADS);
    double others = 0; // to the fourth power, as heads are weighed before any outcome
    for (int h = 0; h < MEAN + 1; h++) { // there is no season
      others += h == MEAN ? 0 : Math.pow(errors[MEAN] / errors[h], 4);
    }
    assertThat(1 / (1 + others)).as(Arrays.toString(heads)).isGreaterThan(0.5);
    List<Event> unseen = events(Kind.NOISE, 60, 20, 2);
    assertThat(rmse(model, unseen) / rmse(SCHEMA.untrained(), unseen)).isLessThan(0.98);
    assertThat(rmse(model, unseen)).isLessThan(1.03 * means(unseen));
  }

  /** The same of each key's running mean. */
  private static double means(List<Event> events) {
    double logs = 0;
    int keys = 0;
    for (int from = 0; from < events.size(); ) {
      double sum = 0;
      double squares = 0;
      int n = 0;
      int to = from;
      for (; to < events.size() && events.get(to).key().equals(events.get(from).key()); to++) {
        double y = events.get(to).numbers()[1];
        squares += n >= FIRST ? Math.pow(sum / n - y, 2) : 0;
        sum += y;
        n++;
      }
      logs += Math.log(squares) / 2;
      keys++;
      from = to;
    }
    return Math.exp(logs / keys);
  }
}
