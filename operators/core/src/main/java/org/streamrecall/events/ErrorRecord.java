package org.streamrecall.events;

import java.nio.ByteBuffer;

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

  /** Errors that the ratio remembers, and as many as its first value counts for. */
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

  static final int BYTES = 3 * Float.BYTES + Short.BYTES + 2 * Calibration.BYTES;

  final Calibration stated = new Calibration();
  final Calibration rare = new Calibration();
  private float square; // mean squared error lately
  private float slow; // in the long run
  private float ratio; // of squared errors to squared spreads, lately
  private int count;

  void clear() {
    stated.clear();
    rare.clear();
    square = 0;
    slow = 0;
    ratio = 1;
    count = 0;
  }

  /**
   * The spread that an answer should have: the residual about the line, and as much of the key's
   * own record as the line has few tokens, widened by what the line itself is unsure of; by how
   * much errors have been off it lately.
   *
   * @param residual variance about the line
   * @param tokens that the line was fitted to, effectively
   * @param leverage of the tag asked for
   * @param freedom numbers that a line has
   * @param usual how far the number usually moves, 0 where it never did
   * @param size of it
   */
  double spread(
      double residual, double tokens, double leverage, int freedom, double usual, double size) {
    double n = Math.max(1, tokens);
    double own = count == 0 ? first(usual, size) : square;
    double variance = (n * residual + freedom * own) / (n + freedom);
    double widened = variance * (1 + Math.min(9, (1 + leverage) / n));
    return Math.max(least(usual, size), Math.sqrt(widened) * Math.sqrt(ratio));
  }

  /** Before any error a number may stray as far as it usually moves, or as far as it is large. */
  private static double first(double usual, double size) {
    return usual > 0 ? usual * usual : size == 0 ? 1 : size * size;
  }

  private static double least(double usual, double size) {
    return Math.max(Float.MIN_NORMAL, LEAST * (usual > 0 ? usual : Math.abs(size)));
  }

  /** How unusual an error is among all of this key. */
  double p(double error, double usual, double size) {
    return rare.p(error / longRun(usual, size));
  }

  private double longRun(double usual, double size) {
    double mean = count == 0 ? first(usual, size) : slow;
    return Math.max(least(usual, size), Math.sqrt(mean));
  }

  /**
   * Takes in what came of an answer.
   *
   * @param spread that was stated
   */
  void add(double error, double spread, double usual, double size) {
    rare.add(error / longRun(usual, size));
    double score = error / spread;
    double floor = least(usual, size) * least(usual, size);
    double first = usual > 0 ? usual * usual : error * error;
    double soon = Math.max(1.0 / LATELY, SOON / (count + SOON + 1));
    square = mean(count == 0 ? first : square, error, soon, floor);
    slow = mean(count == 0 ? first : slow, error, 1.0 / (Math.min(LONG, count + 1) + 1), floor);
    count = Math.min(LONG, count + 1);
    double rate = 1.0 / (Math.min(RATED, count / YOUNG) + AT_FIRST);
    double next = ratio + rate * (Math.min(score * score, HIGHEST) - 1) * ratio;
    ratio = (float) Math.max(LEAST_RATIO, Math.min(1 / LEAST_RATIO, next));
    stated.add(score);
  }

  private static float mean(double before, double error, double step, double floor) {
    double next = before + step * (Math.min(error * error, FAR * before + floor) - before);
    return (float) Math.min(Float.MAX_VALUE, next);
  }

  void put(ByteBuffer out) {
    out.putFloat(square).putFloat(slow).putFloat(ratio).putShort((short) count);
    stated.put(out);
    rare.put(out);
  }

  void get(ByteBuffer in) {
    square = in.getFloat();
    slow = in.getFloat();
    ratio = in.getFloat();
    count = in.getShort();
    stated.get(in);
    rare.get(in);
  }
}
