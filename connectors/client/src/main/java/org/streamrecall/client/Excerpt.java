package org.streamrecall.client;

/** The beginning of a text that may be as long as a record: messages and headers must not be. */
public final class Excerpt {
  private static final int SHOWN = 60;

  private Excerpt() {}

  /** A value short enough for a message. */
  public static String shown(String text) {
    return of(text, SHOWN);
  }

  /**
   * The text itself, or its first {@code most} characters and how many there were. No pair of
   * surrogates is torn: half of one could not be written.
   *
   * @param text or null, which stays null
   * @param most characters kept
   */
  public static String of(String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    boolean torn = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, torn ? most - 1 : most)
        + ".. (cut, "
        + text.length()
        + " characters in all)";
  }
}
