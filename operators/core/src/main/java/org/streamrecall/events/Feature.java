package org.streamrecall.events;

/**
 * One thing that makes two moments alike, as an expression over an event's fields: {@code
 * hour(at)}, {@code category(merchant)}, {@code lag(log(amount),1..3)}. {@link #toString} is the
 * expression again, in one canonical form.
 */
public sealed interface Feature {
  /** Slots of a category or of n-grams unless the expression says otherwise. */
  int CATEGORY_SLOTS = 8;

  int NGRAM_SLOTS = 32;

  /** The longest lag. */
  int LONGEST_LAG = 1000;

  /** The field that this reads in the end. */
  String field();

  /** A numeric field as it is. Missing: as the key's mean. */
  record Number(String field) implements Feature {
    @Override
    public String toString() {
      return FeatureParser.quoted(field);
    }
  }

  /** The natural logarithm of a number. Of zero and less: missing. */
  record Log(Feature of) implements Feature {
    @Override
    public String field() {
      return of.field();
    }

    @Override
    public String toString() {
      return "log(" + of + ")";
    }
  }

  /**
   * A text or number that is a name. A key's first {@code slots} names stand each on an axis of its
   * own, later ones share them in directions that their hash chooses; a name that the key has not
   * had, like a missing one, is equally far from all.
   */
  record Category(String field, int slots) implements Feature {
    @Override
    public String toString() {
      return "category("
          + FeatureParser.quoted(field)
          + (slots == CATEGORY_SLOTS ? "" : "," + slots)
          + ")";
    }
  }

  /** A text by its letters, as {@link org.streamrecall.model.NGrams} hashes them. */
  record Letters(String field, int slots) implements Feature {
    @Override
    public String toString() {
      return "ngrams("
          + FeatureParser.quoted(field)
          + (slots == NGRAM_SLOTS ? "" : "," + slots)
          + ")";
    }
  }

  /** The time of day of a time, UTC, on a circle. */
  record Hour(String field) implements Feature {
    @Override
    public String toString() {
      return "hour(" + FeatureParser.quoted(field) + ")";
    }
  }

  /** The day of the week of a time, UTC, each on an axis of its own. */
  record Weekday(String field) implements Feature {
    @Override
    public String toString() {
      return "weekday(" + FeatureParser.quoted(field) + ")";
    }
  }

  /** Seconds since the key's newest event; missing for its first, and where time runs backwards. */
  record Since(String field) implements Feature {
    @Override
    public String toString() {
      return "since(" + FeatureParser.quoted(field) + ")";
    }
  }

  /** What another feature was at the key's earlier events, {@code from} to {@code to} ago. */
  record Lag(Feature of, int from, int to) implements Feature {
    @Override
    public String field() {
      return of.field();
    }

    @Override
    public String toString() {
      return "lag(" + of + "," + (from == to ? "" + from : from + ".." + to) + ")";
    }
  }

  /** A number less what it was at the key's last event. */
  record Delta(Feature of) implements Feature {
    @Override
    public String field() {
      return of.field();
    }

    @Override
    public String toString() {
      return "delta(" + of + ")";
    }
  }

  /** Whether this reads its field from the event itself, not only from earlier ones. */
  default boolean readsNow() {
    return !(this instanceof Lag);
  }

  /** Whether this is one number. */
  default boolean isNumber() {
    return this instanceof Number
        || this instanceof Log
        || this instanceof Since
        || this instanceof Delta;
  }
}
