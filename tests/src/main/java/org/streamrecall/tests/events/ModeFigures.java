package org.streamrecall.tests.events;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/**
 * How far what is said of {@link ModesStream}s is the truth, key by key, each event judged before
 * it is learned; the second half of each key is scored.
 *
 * @param one share of moments with one mode whose value the stated 90 % interval held
 * @param two the same of moments with two
 * @param crps continuous ranked probability score of the quantiles
 * @param truth the same of who knows the distribution
 * @param auc of the surprise, of values between two modes among all that came
 */
public record ModeFigures(double one, double two, double crps, double truth, double auc) {
  public static final EventSchema SCHEMA =
      EventSchema.of("key", "at", "category(mode), load", "value", null);

  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final long MINUTE = 60_000;
  private static final int LEVELS = 40;
  private static final int BETWEEN = 10; // of so many moments with two modes one is asked about

  public static ModeFigures of(EventMemory memory, long seed, int keys, int events) {
    double[] levels = new double[LEVELS];
    Arrays.setAll(levels, i -> (i + .5) / LEVELS);
    int[] seen = new int[2];
    int[] held = new int[2];
    double crps = 0;
    double truth = 0;
    LabelledScores surprises = new LabelledScores();
    for (int key = 0; key < keys; key++) {
      memory.forget();
      memory.quantiles();
      ModesStream stream = new ModesStream(seed, key);
      for (int i = 0; i < events; i++) {
        ModesStream.Sample s = stream.next();
        if (i < events / 2) {
          memory.tell(event(key, i, s));
          continue;
        }
        memory.quantiles(levels);
        int kind = s.hasTwoModes() ? 1 : 0;
        if (kind == 1 && seen[1] % BETWEEN == 0) {
          byte[] state = memory.state();
          byte[] known = memory.memory();
          surprises.add(memory.tell(event(key, i, s.between())).surprise(), true);
          memory.restore(state, known);
        }
        Judgement judgement = memory.tell(event(key, i, s));
        double[] bounds = judgement.answer().interval()[0];
        seen[kind]++;
        held[kind] += s.value() >= bounds[0] && s.value() <= bounds[1] ? 1 : 0;
        surprises.add(judgement.surprise(), false);
        crps += pinball(levels, judgement.answer().quantiles().values()[0], s.value());
        truth += crps(s);
      }
    }
    int all = seen[0] + seen[1];
    return new ModeFigures(
        (double) held[0] / seen[0],
        (double) held[1] / seen[1],
        crps / all,
        truth / all,
        surprises.auc());
  }

  private static Event event(int key, int number, ModesStream.Sample s) {
    return new Event(
        "k" + key,
        MINUTE * number,
        new double[] {s.load(), s.value()},
        new String[] {"r" + s.regime()},
        null);
  }

  /** Twice the mean quantile loss, which is the CRPS as levels grow dense. */
  private static double pinball(double[] levels, double[] quantiles, double value) {
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      double off = value - quantiles[i];
      sum += 2 * off * (off >= 0 ? levels[i] : levels[i] - 1);
    }
    return sum / levels.length;
  }

  /** Of a mixture of two normal distributions (Grimit and others 2006). */
  private static double crps(ModesStream.Sample s) {
    double u = s.upper();
    double apart = spread(s.high() - s.low(), s.noise() * Math.sqrt(2));
    double same = spread(0, s.noise() * Math.sqrt(2));
    return u * spread(s.value() - s.high(), s.noise())
        + (1 - u) * spread(s.value() - s.low(), s.noise())
        - (u * u + (1 - u) * (1 - u)) * same / 2
        - u * (1 - u) * apart;
  }

  /** E|m + s Z| of a standard normal Z. */
  private static double spread(double m, double s) {
    double z = m / s;
    return m * (2 * NORMAL.cumulativeProbability(z) - 1) + 2 * s * NORMAL.density(z);
  }
}
