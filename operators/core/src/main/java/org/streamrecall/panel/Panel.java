package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.streamrecall.mixture.FadingLine;
import org.streamrecall.mixture.Mixture;

/**
 * Several heads over one key's memory, weighed for each content by what each has been worth to this
 * key.
 *
 * <p>A correction is weighed in the same way, by its own record: a part of the last known error is
 * added. Nobody speaks beyond {@value #BOUND} fading deviations of what is foretold, or as far as
 * it has gone lately.
 *
 * <p>Reused from key to key: {@link #get} makes it another key's. Not thread safe.
 */
public final class Panel extends Scaled {
  /** What a question gives: the last value, the mean, a season ago. */
  public static final int GIVEN = 3;

  /** Heads that look at the memory. */
  static final List<Head> REMEMBERING =
      List.of(
          new KernelHead("all", 0, 0, 0, 0, true),
          new KernelHead("near", 1, 0, 0, 4, true),
          new KernelHead("alike", 8, 2, 30, 16, true),
          new KernelHead("closest", 40, 8, 150, 40, false),
          new KernelHead("same time", 0, 0, 80, 16, true),
          new FadingHead("lately"));

  static final List<Head> HEADS =
      Stream.concat(
              REMEMBERING.stream(),
              Stream.of(
                  new GivenHead("last", 0), new GivenHead("mean", 1), new GivenHead("season", 2)))
          .toList();

  private static final List<String> TITLES = HEADS.stream().map(Head::title).toList();

  /** Squared errors that heads are expected to make for a young key, in deviations. */
  static final double[] FIRST = {4, 4, 4, 2, 4, 4, 1.5, 1, 1.5};

  /** The head by which moments are near. */
  static final int NEAR = 1;

  static final int STAGES = 2;
  private static final int PLAIN = 0;
  private static final int CORRECTED = 1;

  static final double BOUND = 6;

  /**
   * What goes farther now and then is followed: so many times as far with each, and not for ever.
   */
  private static final double HIGHER = 4;

  private static final double FADE = 1 - 1.0 / 1000;

  /** What comes once a day has faded by then. */
  private static final double HEADROOM = 1.25;

  static final double KEEP = 0.998; // of the fading line

  private final int contents;
  private final int[] ahead; // (contents)
  private final int scales; // deviations of tags, before those of contents
  private final Mixture mixture;
  private final FadingLine fading;
  private final HeadRecord[] records; // (contents)
  private final Question question;
  private final Units units;
  private final double[] places = new double[HEADS.size()];
  private final double[] stages = new double[STAGES];
  private final double[][] said; // (heads, contents)
  private final double[][] weights; // (contents, heads)
  private final Fits fits;
  private double logMass = Double.NaN;

  /**
   * @param components most of the mixture
   * @param ahead moments until each content is known, (contents), at least 1
   */
  public Panel(PanelShape shape, int components, int[] ahead) {
    super(shape, shape.token().contents());
    contents = shape.token().contents();
    this.ahead = ahead.clone();
    scales = shape.deviations();
    mixture = new Mixture(shape.token(), components);
    fading = new FadingLine(shape.token(), KEEP);
    records = new HeadRecord[contents];
    Arrays.setAll(records, c -> new HeadRecord(ahead[c]));
    units = new Units(shape, shape.token(), scales);
    question = new Question(shape.groups(), mixture, fading, units.of);
    said = new double[HEADS.size()][contents];
    weights = new double[contents][HEADS.size()];
    fits = new Fits(HEADS.size(), contents);
  }

  /**
   * Compares by another metric from now on: no part of the state.
   *
   * @param factors of squared lengths, as {@link PanelShape#groups}
   * @param ridge of lines through moments that are near, times what it is of itself
   */
  public void measure(double[] factors, double ridge) {
    question.measure(factors, ridge);
  }

  /**
   * What the next new keys expect of heads: no part of the state, as it is.
   *
   * @param errors outcomes that they count for, then mean squared errors of places, (heads); null
   *     for what is usual
   */
  public void startFrom(int content, double[] errors) {
    records[content].startFrom(errors);
  }

  /** Mean squared errors of places, (heads), that are expected unless told otherwise. */
  public static double[] usualErrors() {
    return Arrays.stream(FIRST).map(error -> error * HeadRecord.UNIT).toArray();
  }

  public Mixture mixture() {
    return mixture;
  }

  @Override
  public double deviation(int content) {
    return deviations.get(scales + content);
  }

  @Override
  void add(int tag, double by) {
    mixture.shift(tag, by);
    fading.shift(tag, by);
  }

  // ---- foretell ----

  /**
   * What is to be expected of a moment. Changes nothing.
   *
   * @param token (all), of which the contents are not looked at
   * @param given (GIVEN, contents), NaN where it is not known
   * @param out what is foretold, (contents)
   * @param shaped the contents of which {@link Fits#shape} will be asked; of those far ahead there
   *     is none
   */
  public Said foretell(float[] token, double[][] given, double[] out, IntPredicate shaped) {
    units.measure(deviations);
    question.ask(token, given);
    Said row = new Said(ahead);
    fits.wantNone();
    for (int c = 0; c < contents; c++) {
      int scale = scales + c;
      double limit = Math.max(BOUND * deviations.get(scale), HEADROOM * records[c].peak);
      row.within(c, deviations.level(scale), limit);
      if (Shape.isKept(ahead[c]) && shaped.test(c)) {
        Arrays.fill(places, 0);
        records[c].plain.together(places, places.length);
        fits.want(c, records[c].plain.weights());
      }
    }
    for (int h = 0; h < HEADS.size(); h++) {
      ask(h, row);
    }
    fits.clear(mixture.count());
    for (int c = 0; c < contents; c++) {
      out[c] = row.isLimited(c) ? row.content(c, weigh(row, c)) : unlimited(row, c);
      fits.gather(c, weights[c], said);
    }
    return row;
  }

  /** Names of the heads, in the order of their {@link #weights}. */
  public static List<String> titles() {
    return TITLES;
  }

  /**
   * Of the last question: how much of a content each head foretold, (heads), sum 1; all 0 where
   * nobody said anything, or it has never moved.
   */
  public double[] weights(int content) {
    return weights[content];
  }

  private void ask(int h, Said row) {
    Arrays.fill(said[h], Double.NaN);
    Spread spread = fits.spread(h);
    spread.clear();
    HEADS.get(h).foretell(question, said[h], spread);
    for (int c = 0; c < contents; c++) {
      row.head(c, h, row.isLimited(c) ? row.place(c, said[h][c]) : Double.NaN);
    }
    if (h == NEAR && spread.isKnown) {
      logMass = question.logMass();
    }
  }

  /** Of a content that has never moved, so that there is no unit to limit by: itself again. */
  private double unlimited(Said row, int c) {
    if (deviations.isTwice(scales + c)) {
      Arrays.fill(weights[c], 0);
      return row.content(c, 0);
    }
    for (int h = 0; h < places.length; h++) { // what is kept in 32 bits would round it
      places[h] = HEADS.get(h) instanceof GivenHead ? said[h][c] : Double.NaN;
    }
    return together(c);
  }

  private double together(int c) {
    Aggregation plain = records[c].plain;
    double together = plain.together(places, places.length);
    System.arraycopy(plain.weights(), 0, weights[c], 0, places.length);
    return together;
  }

  private double weigh(Said row, int c) {
    HeadRecord record = records[c];
    row.heads(c, places);
    double plain = together(c);
    row.stage(c, PLAIN, plain);
    row.before(c, record.correction.last());
    row.stage(c, CORRECTED, plain + record.correction.next());
    row.stages(c, stages);
    return record.mixed.together(stages, record.stages());
  }

  /** Of the last question: what the heads' own fits say of errors. */
  public Fits fits() {
    return fits;
  }

  /** Of the last question: log of how many tokens are near it. */
  public double logMass() {
    return logMass;
  }

  // ---- learn ----

  /**
   * Squared errors of places of what each head said, (heads), NaN of who said nothing; null where
   * there was no limit to say anything within.
   */
  public double[] errors(Said row, int c, double content) {
    if (!row.isLimited(c)) {
      return null;
    }
    double truth = row.place(c, content);
    double[] errors = new double[HEADS.size()];
    row.heads(c, errors);
    for (int h = 0; h < errors.length; h++) {
      errors[h] = (errors[h] - truth) * (errors[h] - truth);
    }
    return errors;
  }

  /** Whether a content is too far from all others to be learned, see {@link Deviations}. */
  public boolean isWild(int content, double value) {
    return deviations.isWild(scales + content, value);
  }

  /** Takes in what came of what was said. */
  public void resolve(Said row, int c, double content) {
    if (row.isLimited(c)) {
      double truth = row.place(c, content);
      HeadRecord record = records[c];
      record.judged();
      row.stages(c, stages);
      record.mixed.learn(stages, record.stages(), truth);
      row.heads(c, places);
      record.plain.learn(places, places.length, truth);
      record.correction.learn(row.before(c), truth - stages[PLAIN]);
    }
    int scale = scales + c;
    if (deviations.isSettled(scale) && !isWild(c, content)) {
      double usual = Math.max(records[c].peak, BOUND * deviations.get(scale));
      double reached = Math.min(Math.abs(content - deviations.level(scale)), HIGHER * usual);
      records[c].peak = (float) Math.max(reached, FADE * records[c].peak);
    }
    deviations.add(scale, content);
  }

  /**
   * Learns a moment whose contents are all known.
   *
   * @param token (all)
   * @param weight how much it counts, at most 1
   * @return the component that has it now
   */
  public int learn(float[] token, float weight) {
    units.measure(deviations);
    fading.add(token, weight);
    return mixture.add(token, weight, units.per());
  }

  // ---- bytes ----

  /** Most bytes beside the mixture. */
  public static int mostBytes(PanelShape shape) {
    int contents = shape.token().contents();
    return contents * HeadRecord.BYTES
        + (shape.deviations() + contents) * Deviations.BYTES
        + new FadingLine(shape.token(), KEEP).bytes();
  }

  public void clear() {
    mixture.clear();
    fading.clear();
    deviations.clear();
    for (HeadRecord record : records) {
      record.clear();
    }
  }

  /** Bytes beside the mixture. */
  public int bytes() {
    return contents * HeadRecord.BYTES + deviations.bytes() + fading.bytes();
  }

  /** Writes all but the mixture, little-endian. */
  public void put(ByteBuffer out) {
    deviations.put(out);
    fading.put(out);
    for (HeadRecord record : records) {
      record.put(out);
    }
  }

  /** Reads what {@link #put} wrote. */
  public void get(ByteBuffer in) {
    deviations.get(in);
    fading.get(in);
    for (HeadRecord record : records) {
      record.get(in);
    }
  }
}
