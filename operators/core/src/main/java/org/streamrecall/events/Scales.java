package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Means and deviations of a key's numbers, taken over its first events and kept from then on: a
 * memory whose unit moved would compare what cannot be compared.
 */
final class Scales {
  /** Of the mean's size: a deviation below it is rounding. */
  private static final double FLOOR = 1e-6;

  private final float[] mean;
  private final float[] deviation;

  Scales(int numbers) {
    mean = new float[numbers];
    deviation = new float[numbers];
    clear();
  }

  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(deviation, 1);
  }

  /**
   * Learns one number from some of its values.
   *
   * @param values NaN where missing
   * @param column which number of each
   */
  void learn(int number, List<float[]> values, int column) {
    double sum = 0;
    int n = 0;
    for (float[] row : values) {
      if (!Float.isNaN(row[column])) {
        sum += row[column];
        n++;
      }
    }
    double centre = n == 0 ? 0 : sum / n;
    double square = 0;
    for (float[] row : values) {
      if (!Float.isNaN(row[column])) {
        square += (row[column] - centre) * (row[column] - centre);
      }
    }
    double spread = n == 0 ? 0 : Math.sqrt(square / n);
    mean[number] = (float) centre;
    // What did not vary yet has any unit; its own size is one.
    double unit = Math.abs(centre) > 0 ? Math.abs(centre) : 1;
    deviation[number] = (float) (spread > FLOOR * Math.abs(centre) ? spread : unit);
    if (!(deviation[number] > Float.MIN_NORMAL)) {
      deviation[number] = 1;
    }
  }

  float standard(int number, float x) {
    return (x - mean[number]) / deviation[number];
  }

  int bytes() {
    return 2 * Float.BYTES * mean.length;
  }

  void put(ByteBuffer out) {
    for (int i = 0; i < mean.length; i++) {
      out.putFloat(mean[i]).putFloat(deviation[i]);
    }
  }

  void get(ByteBuffer in) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = in.getFloat();
      deviation[i] = in.getFloat();
    }
  }
}
