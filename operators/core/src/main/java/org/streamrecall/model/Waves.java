package org.streamrecall.model;

/**
 * The multi-indices k of cosine features, k = 0 left out, by sum of squares; of equal sums those
 * first whose earlier numbers are smaller.
 */
final class Waves {
  private final int[][] found;
  private int count;

  private Waves(int[][] found) {
    this.found = found;
  }

  /**
   * The first of them.
   *
   * @param fields length of an index, at least 1
   * @param size how many
   * @return (size, fields)
   */
  static int[][] first(int fields, int size) {
    Waves waves = new Waves(new int[size][]);
    for (int square = 1; waves.count < size; square++) {
      waves.add(new int[fields], 0, square);
    }
    return waves.found;
  }

  /** Adds those that go on from the first numbers and whose other squares have this sum. */
  private void add(int[] wave, int from, int square) {
    if (from == wave.length) {
      if (square == 0 && count < found.length) {
        found[count++] = wave.clone();
      }
      return;
    }
    boolean last = from == wave.length - 1;
    int k = last ? (int) Math.sqrt(square) : 0;
    for (; k * k <= square && count < found.length; k++) {
      wave[from] = k;
      add(wave, from + 1, square - k * k);
    }
    wave[from] = 0;
  }
}
