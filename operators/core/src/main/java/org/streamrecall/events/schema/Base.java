package org.streamrecall.events.schema;

/**
 * What a number is told as its departure from, causally.
 *
 * @param kind which
 * @param period events of the key in a season, 0 for the other kinds
 */
public record Base(Kind kind, int period) {
  /** From what. */
  public enum Kind {
    /** Nothing: the number itself. */
    NONE,
    /** The key's last value: for walks and levels that move. */
    LAST,
    /** The key's value one period ago. */
    SEASON,
    /** The mean of the key so far. */
    MEAN
  }

  public static final Base NONE = new Base(Kind.NONE, 0);
  public static final Base LAST = new Base(Kind.LAST, 0);
  public static final Base MEAN = new Base(Kind.MEAN, 0);

  private static final int LONGEST = 10_000;

  /**
   * @param text {@code none}, {@code last}, {@code season:24} or {@code mean}
   * @throws IllegalArgumentException if it is none of these
   */
  public static Base parse(String text) {
    switch (text) {
      case "none":
        return NONE;
      case "last":
        return LAST;
      case "mean":
        return MEAN;
      default:
        if (text.matches("season:[0-9]+")) {
          return season(text.substring(7));
        }
        throw new IllegalArgumentException(
            "base=\"" + text + "\" is none of none, last, season:24 (events in a season) and mean");
    }
  }

  private static Base season(String period) {
    int events = period.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(period);
    if (events < 1 || events > LONGEST) {
      throw new IllegalArgumentException(
          "base=\"season:"
              + period
              + "\" has a season outside 1..10000; give the number of a key's events in a season, as"
              + " in season:24");
    }
    return new Base(Kind.SEASON, events);
  }

  @Override
  public String toString() {
    return kind == Kind.SEASON
        ? "season:" + period
        : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
