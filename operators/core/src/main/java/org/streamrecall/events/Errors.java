package org.streamrecall.events;

import java.nio.ByteBuffer;

/**
 * How a key's foretelling of one target has gone so far: its mean squared error, and which are
 * unusual.
 */
final class Errors {
  /** Errors that the mean remembers. */
  private static final int MEMORY = 50;

  /** An error counts in the mean as at most this many times it: one anomaly is no new regime. */
  private static final double FAR = 16;

  private static final double VERY_FAR = 400;

  /** No spread is stated below this, in standard units: a constant stays foretellable. */
  private static final double LEAST = 1e-6;

  /** Errors that the ratio remembers, and as many as its first value counts for. */
  private static final int LATELY = 24;

  private static final int AT_FIRST = 4;

  /** A squared score counts in the ratio as at most this. */
  private static final double HIGHEST = 9;

  private static final double LEAST_RATIO = 1.0 / 64;

  static final int BYTES = 2 * Float.BYTES + Integer.BYTES + Calibration.BYTES;

  final Calibration calibration = new Calibration();
  private float square; // mean squared error, in squared standard units
  private int count;
  private float ratio; // of squared errors to squared spreads, lately

  void clear() {
    calibration.clear();
    square = 1;
    count = 0;
    ratio = 1;
  }

  /**
   * The spread that an answer should have: the residual about the line, and as much of the key's
   * own record as the line has few tokens, widened by what the line itself is unsure of.
   *
   * @param residual variance about the line
   * @param tokens that the line was fitted to, effectively
   * @param leverage of the tag asked for
   * @param freedom numbers that a line has
   */
  double spread(double residual, double tokens, double leverage, int freedom) {
    double n = Math.max(1, tokens);
    double variance = (n * residual + freedom * square) / (n + freedom);
    double widened = variance * (1 + Math.min(9, (1 + leverage) / n));
    return Math.max(LEAST, Math.sqrt(widened));
  }

  /**
   * A spread as it is to be stated: by how much errors have been off their spreads lately. Spreads
   * of a key that is still learning are too wide by far, and would stay so in its {@link
   * Calibration}, which knows how errors are shaped rather than how large they are now.
   */
  double stated(double spread) {
    return spread * Math.sqrt(ratio);
  }

  /** How much an error says about the others, 0 to 1: an anomaly says little. */
  double weight(double error) {
    double usual = VERY_FAR * square + LEAST * LEAST;
    return error * error > usual ? usual / (error * error) : 1;
  }

  /**
   * Takes in what came of an answer.
   *
   * @param error in standard units
   * @param score the error over its {@link #stated} spread
   */
  void add(double error, double score) {
    count = Math.min(MEMORY, count + 1);
    double step = 1.0 / (count + 1);
    square += (float) (step * (Math.min(error * error, FAR * square + LEAST * LEAST) - square));
    double rate = 1.0 / (Math.min(LATELY, count) + AT_FIRST);
    double next = ratio + rate * (Math.min(score * score, HIGHEST) - 1) * ratio;
    ratio = (float) Math.max(LEAST_RATIO, Math.min(1 / LEAST_RATIO, next));
    calibration.add(score);
  }

  void put(ByteBuffer out) {
    out.putFloat(square).putInt(count).putFloat(ratio);
    calibration.put(out);
  }

  /**
   * @param rated whether the ratio was written; spreads were stated as they are before
   */
  void get(ByteBuffer in, boolean rated) {
    square = in.getFloat();
    count = in.getInt();
    ratio = rated ? in.getFloat() : 1;
    calibration.get(in);
  }
}
