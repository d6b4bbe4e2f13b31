package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.apache.commons.math3.distribution.TDistribution;
import org.streamrecall.model.NewKeys;
import org.streamrecall.panel.Shape;

/**
 * How a key's foretelling of one target has gone so far: how large its errors are, lately and in
 * the long run, and which are unusual.
 */
final class ErrorRecord {
  /** Errors that the means remember. */
  private static final int LATELY = 50;

  private static final int LONG = 1000;

  /** An error counts in the means as at most this many times them: one anomaly is no new regime. */
  private static final double FAR = 16;

  /** The same in the long run, which what is unusual is told from: anomalies hide no others. */
  private static final double FAR_IN_LONG_RUN = 6;

  /** Errors that a ratio remembers, and as many as its first value counts for. */
  private static final int RATED = 24;

  private static final int AT_FIRST = 4;
  private static final int YOUNG = 2; // errors of a young key for each that is remembered

  /** What a young memory did is soon past. */
  private static final double SOON = 2;

  /** A squared score counts in the ratio as at most this. */
  private static final double HIGHEST = 9;

  private static final double LEAST_RATIO = 1.0 / 64;

  /** Of what a number usually moves: no spread is stated below this, a constant stays foretold. */
  private static final double LEAST = 1e-6;

  /** Errors up to which a key is young: its own mean is all that is known of them. */
  private static final int OWN = 32;

  /** Errors below which no surprise goes beyond what so few can say. */
  private static final int FEW = 60;

  private static final int BEGUN = 1 << 14;
  private static final double OUTSIDE = 0.1; // of an interval

  /** Of 0 to OWN errors, how much wider an interval is that knows no more: Student's. */
  private static final double[] WIDER = new double[OWN + 1];

  /**
   * Logs of density are half the square of a normal distribution's |z|. In a gap they count three
   * times as much, for what lies at a mode has its distance to the mean counted too.
   */
  private static final double OF_GAP = 6;

  /** Of Student's scores, over errors in units of their root mean square. */
  private static final double UNIT = 1.2;

  static {
    for (int n = 0; n <= OWN; n++) {
      WIDER[n] = student(Math.max(1, n)) / student(1 << 20);
    }
  }

  private static double student(int freedom) {
    return new TDistribution(freedom).inverseCumulativeProbability(1 - OUTSIDE / 2);
  }

  static final int BYTES = 5 * Float.BYTES + Short.BYTES + 2 * Calibration.BYTES + ShapeTrust.BYTES;

  private final int ahead; // events to an outcome, at least 1
  private final double newest; // how much the newest errors say of one so far ahead

  final Calibration stated = new Calibration(UNIT);
  final Calibration rare = new Calibration();
  private final ShapeTrust trust = new ShapeTrust();
  private FirstErrors first; // of other keys, or null: no part of the state
  private float square; // mean squared error lately
  private float slow; // in the long run
  private float ratio; // of squared errors to squared spreads, lately
  private float longer; // the same, remembered as many times longer as outcomes come late
  private float largest; // error, while they are few
  private int count;
  private boolean begun; // with an error of the base alone

  /**
   * @param horizon events until an outcome is known. What is foretold far ahead errs alike for that
   *     long, so that few errors say little, and what is known of the newest is old
   */
  ErrorRecord(int horizon) {
    ahead = Math.max(1, horizon);
    newest = 1 / Math.sqrt(ahead);
  }

  /** What a model has measured on other keys: no part of the state. */
  void startFrom(NewKeys keys, int target) {
    stated.startFrom(keys, target);
    first = FirstErrors.of(keys, target);
  }

  void clear() {
    stated.clear();
    rare.clear();
    trust.clear();
    square = 0;
    slow = 0;
    ratio = 1;
    longer = 1;
    largest = 0;
    count = 0;
    begun = false;
  }

  /**
   * The spread that an answer should have: the residual about the line, and as much of the key's
   * own record as the line has few tokens and errors have not been what moments by themselves say,
   * widened by what the line itself is unsure of; by how much errors have been off it lately.
   *
   * @param residual variance about the line
   * @param tokens that the line was fitted to, effectively
   * @param unsure of a variance, what the line itself is unsure of
   * @param freedom numbers that a line has
   * @param usual how far the number usually moves, 0 where it never did
   * @param size of it
   */
  double spread(
      double residual, double tokens, double unsure, int freedom, double usual, double size) {
    double n = Math.max(1, tokens);
    double own = own(usual, size);
    double pooled = freedom * (1 - trust.weight());
    double variance = (n * residual + pooled * own) / (n + pooled);
    double widened = variance * (1 + unsure);
    boolean unknown = count == 0 && first == null;
    double young = unknown ? 0 : Math.max(0, 1 - (double) count / OWN);
    double mixed = young * own + (1 - young) * widened;
    double counted = count + (first == null ? 0 : first.others());
    double wider = WIDER[(int) Math.min(OWN, counted)];
    return Math.max(least(usual, size), Math.sqrt(mixed * ratio()) * wider);
  }

  private double ratio() {
    return newest * ratio + (1 - newest) * longer;
  }

  private double own(double usual, double size) {
    if (first != null) {
      return first.square(count, square);
    }
    return count == 0 ? first(usual, size) : square;
  }

  /** Before any error a number may stray as far as it usually moves, or as far as it is large. */
  private static double first(double usual, double size) {
    return usual > 0 ? usual * usual : size == 0 ? 1 : size * size;
  }

  /** The error of a number of which nothing is to be thought. */
  static double least(double usual, double size) {
    return Math.max(Float.MIN_NORMAL, LEAST * (usual > 0 ? usual : Math.abs(size)));
  }

  /**
   * Whether the shape of what is foretold matters for the next answer, or for what is thought of
   * shapes.
   *
   * @param event of the key, counted
   */
  boolean wantsShape(long event) {
    return trust.isWanted(event);
  }

  /** What was stated, as far as it is believed; none where that is a normal distribution. */
  private Shape modes(Stated said) {
    double weight = said.shape().isNone() ? 0 : trust.weight();
    return weight == 0 ? Shape.NONE : said.shape().normalised(weight);
  }

  /**
   * How far out an error is, in what was stated: {@code |error| / spread} of a normal distribution.
   *
   * @param error with its sign
   */
  private double score(double error, Stated said) {
    Shape modes = modes(said);
    double x = error / said.spread();
    return modes.isNone() ? Math.abs(x) : modes.farness(x);
  }

  /**
   * The errors of which such shares are below, as far as errors have been what was stated.
   *
   * @param levels each in (0,1)
   */
  double[] quantiles(Stated said, double... levels) {
    Shape modes = modes(said);
    double[] quantiles = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      double level = levels[i];
      double sign = level < 0.5 ? -1 : 1;
      double z = level == 0.5 ? 0 : sign * stated.quantile(2 * Math.min(level, 1 - level));
      quantiles[i] = said.spread() * (modes.isNone() ? z : modes.at(z));
    }
    return quantiles;
  }

  /**
   * How rare an error is: how large, in what errors are in the long run; and between two modes of
   * what was stated as much rarer as the gap is deep.
   */
  private double rareness(double error, Stated said, double longRun) {
    double far = error / longRun;
    Shape modes = modes(said);
    if (modes.isNone()) {
      return Math.abs(far);
    }
    double gap = modes.gap(error / (said.spread() * said.shape().size()));
    return Math.sqrt(far * far + OF_GAP * gap);
  }

  /**
   * How unusual an error is among all of this key. Of n errors, one that is larger than all of them
   * is one of n + 1 alike: its p is between 1 and 2 parts of that, by how much larger it is. Where
   * the first errors of other keys are known, they say more.
   *
   * @param error with its sign
   */
  double p(double error, Stated said, double usual, double size) {
    if (first != null && count < FEW) {
      return stated.p(score(error, said));
    }
    int n = count - (begun ? 1 : 0);
    if (n == 0) {
      return 1;
    }
    double p = rare.p(rareness(error, said, longRun(usual, size)));
    if (n >= FEW) {
      return p;
    }
    double part = 1.0 / (n + 1);
    double far = Math.abs(error);
    return far > largest ? part * (1 + largest / far) : Math.max(p, 2 * part);
  }

  private double longRun(double usual, double size) {
    double mean = count == 0 ? first(usual, size) : slow;
    return Math.max(least(usual, size), Math.sqrt(mean));
  }

  /**
   * Takes in what came of an answer.
   *
   * @param error with its sign
   * @return how far out it was in what was stated
   */
  double add(double error, Stated said, double usual, double size) {
    rare.add(rareness(error, said, longRun(usual, size)));
    double score = score(error, said);
    stated.add(score);
    double least = least(usual, size);
    double floor = least * least + (count < OWN ? FAR * usual * usual : 0);
    double soon = Math.max(1.0 / LATELY, SOON / (count + SOON));
    square = mean(count == 0 ? error * error : square, error, soon, FAR, floor);
    double late = 1.0 / Math.min(LONG, count + 1);
    slow = mean(count == 0 ? error * error : slow, error, late, FAR_IN_LONG_RUN, floor);
    count = Math.min(LONG, count + 1);
    double x = error / said.spread();
    double rated = Math.min(x * x, HIGHEST) * ratio();
    ratio = rated(ratio, rated, RATED);
    longer = rated(longer, rated, RATED * ahead);
    if (!said.shape().isNone()) {
      trust.learn(said.shape(), x);
    }
    largest = (float) Math.max(largest, Math.abs(error));
    return score;
  }

  private float rated(float before, double next, int memory) {
    double rate = 1.0 / (Math.min(memory, count / YOUNG) + AT_FIRST);
    double mean = before + rate * (next - before);
    return (float) Math.max(LEAST_RATIO, Math.min(1 / LEAST_RATIO, mean));
  }

  /** Takes in the error of what was not foretold, but could have been without a memory. */
  void start(double error) {
    if (count == 0) {
      square = (float) Math.min(Float.MAX_VALUE, error * error);
      slow = square;
      count = 1;
      begun = true;
    }
  }

  private static float mean(double before, double error, double step, double far, double floor) {
    double next = before + step * (Math.min(error * error, far * before + floor) - before);
    return (float) Math.min(Float.MAX_VALUE, next);
  }

  void put(ByteBuffer out) {
    out.putFloat(square)
        .putFloat(slow)
        .putFloat(ratio)
        .putFloat(longer)
        .putFloat(largest)
        .putShort((short) (begun ? BEGUN | count : count));
    stated.put(out);
    rare.put(out);
    trust.put(out);
  }

  void get(ByteBuffer in) {
    square = in.getFloat();
    slow = in.getFloat();
    ratio = in.getFloat();
    longer = in.getFloat();
    largest = in.getFloat();
    int counted = in.getShort();
    begun = (counted & BEGUN) != 0;
    count = counted & ~BEGUN;
    stated.get(in);
    rare.get(in);
    trust.get(in);
  }
}
