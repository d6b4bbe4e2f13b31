package org.streamrecall.model;

import java.util.Arrays;
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
    double[] counts = new double[slots];
    for (String text : texts) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "a text tag \"" + text + "\" is blank; send some letters");
      }
      Grams grams = count(text, counts);
      double factor = grams.square() == 0 ? 0 : 1 / Math.sqrt(grams.square());
      for (int place : grams.places()) {
        sum[place] += factor * counts[place];
        counts[place] = 0; // also where a place comes twice
      }
    }
    double square = 0;
    for (double x : sum) {
      square += x * x;
    }
    double factor = square == 0 ? 0 : 1 / Math.sqrt(square);
    float[] out = new float[slots];
    for (int i = 0; i < slots; i++) {
      out[i] = (float) (factor * sum[i]);
    }
    return out;
  }

  /**
   * @param places of the grams, a place perhaps more than once
   * @param square of the counts' length: 0 if every gram has cancelled another
   */
  private record Grams(int[] places, double square) {}

  /** Adds the signs of the text's grams to the counts, which are zero before. */
  private static Grams count(String text, double[] counts) {
    int[] letters = ("^" + text.toLowerCase(Locale.ROOT) + "$").codePoints().toArray();
    byte[] utf8 = new byte[4 * LONGEST];
    int[] places = new int[LONGEST * letters.length];
    int found = 0;
    double square = 0;
    CRC32 crc = new CRC32();
    for (int from = 0; from < letters.length; from++) {
      int bytes = 0;
      for (int n = 0; n < LONGEST && from + n < letters.length; n++) {
        bytes = putUtf8(letters[from + n], utf8, bytes);
        crc.reset();
        crc.update(utf8, 0, bytes);
        long hash = crc.getValue();
        int place = (int) (hash % counts.length);
        int sign = (hash >> 16 & 1) == 0 ? 1 : -1;
        square += 2 * sign * counts[place] + 1; // (c + sign)^2 - c^2
        counts[place] += sign;
        places[found++] = place;
      }
    }
    return new Grams(Arrays.copyOf(places, found), square);
  }

  private static int putUtf8(int letter, byte[] out, int at) {
    if (letter < 0x80) {
      out[at] = (byte) letter;
      return at + 1;
    }
    int extra = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    int lead = extra == 1 ? 0xc0 : extra == 2 ? 0xe0 : 0xf0;
    out[at] = (byte) (lead | letter >> 6 * extra);
    for (int i = 1; i <= extra; i++) {
      out[at + i] = (byte) (0x80 | letter >> 6 * (extra - i) & 0x3f);
    }
    return at + 1 + extra;
  }
}
