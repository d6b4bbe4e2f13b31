package org.streamrecall.measure;

/** Texts of whole characters: half of a surrogate pair has no UTF-8, and would come back as "?". */
public final class WholeText {
  private static final int SHOWN = 60;

  private WholeText() {}

  /** Whether UTF-8 holds the text, so that it comes back as it is. */
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * @param name of the text, as messages say it
   * @return the text
   * @throws BadValue if it holds half a surrogate pair
   */
  public static String require(String name, String text) {
    if (!is(text)) {
      throw new BadValue(
          name + "=" + shown(text) + " holds half a surrogate pair, which is no character",
          "send whole characters");
    }
    return text;
  }

  /** The text in quotes, or its beginning, with what cannot be written told by its number. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder("\"");
    int i = 0;
    while (i < Math.min(SHOWN, text.length())) {
      char c = text.charAt(i);
      if (isPair(text, i)) {
        shown.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c) || Character.isISOControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
      i++;
    }
    return shown.append(i < text.length() ? ".." : "").append('"').toString();
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
