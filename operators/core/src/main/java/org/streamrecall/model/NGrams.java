package org.streamrecall.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Text as numbers: the character 1- to 3-grams of {@code ^text$} in lower case, each hashed to a
 * slot (CRC32 of its UTF-8) with a sign (bit 16 of the same), each text to unit length, several
 * texts summed and again to unit length. Needs no vocabulary, so any script and any new word works.
 */
public final class NGrams {
  private static final int LONGEST = 3;

  private NGrams() {}

  /**
   * @param texts one text, or several that are asked about together
   * @param slots length of the result
   * @return unit length, (slots)
   * @throws IllegalArgumentException if there is no text or one is empty
   */
  public static float[] features(List<String> texts, int slots) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a text tag without a text; send at least one");
    }
    double[] sum = new double[slots];
    for (String text : texts) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "a text tag \"" + text + "\" is blank; send some letters");
      }
      addUnit(counts(text, slots), sum);
    }
    double[] unit = new double[slots];
    addUnit(sum, unit);
    float[] out = new float[slots];
    for (int i = 0; i < slots; i++) {
      out[i] = (float) unit[i];
    }
    return out;
  }

  private static double[] counts(String text, int slots) {
    int[] letters = ("^" + text.toLowerCase(Locale.ROOT) + "$").codePoints().toArray();
    double[] counts = new double[slots];
    CRC32 crc = new CRC32();
    for (int from = 0; from < letters.length; from++) {
      for (int n = 1; n <= LONGEST && from + n <= letters.length; n++) {
        crc.reset();
        crc.update(new String(letters, from, n).getBytes(StandardCharsets.UTF_8));
        long hash = crc.getValue();
        counts[(int) (hash % slots)] += (hash >> 16 & 1) == 0 ? 1 : -1;
      }
    }
    return counts;
  }

  private static void addUnit(double[] values, double[] sum) {
    double square = 0;
    for (double value : values) {
      square += value * value;
    }
    double factor = square == 0 ? 0 : 1 / Math.sqrt(square);
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }
}
