package org.streamrecall.events.schema;

import java.util.Objects;
import org.streamrecall.events.feature.Moment;

/**
 * What a schema reads of one event. A number that is missing is NaN, a text null.
 *
 * @param key whose event it is
 * @param time in milliseconds since the epoch, or {@link org.streamrecall.measure.Atom#NO_TIME};
 *     memories take those of {@link TimeBounds}
 * @param numbers by {@link EventFields#numbers()}; a time counts in milliseconds since the epoch
 * @param texts by {@link EventFields#texts()}
 * @param given features that a question names by their texts, by {@link EventSchema#features()},
 *     NaN for those it does not; or null
 * @param id by which an outcome that comes on a stream of its own is joined, or null
 * @param ref a reference of the user's into their own records, at most 32 bytes of UTF-8, or null
 */
public record Event(
    String key, long time, double[] numbers, String[] texts, double[] given, String id, String ref)
    implements Moment {
  /** Numbers are at most this large, up or down: what is made of more would not fit 32 bits. */
  public static final float MAX_NUMBER = 1e16f;

  /** An event whose features are made of its fields alone. */
  public Event(String key, long time, double[] numbers, String[] texts, String ref) {
    this(key, time, numbers, texts, null, null, ref);
  }

  public Event {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(numbers, "numbers");
    Objects.requireNonNull(texts, "texts");
  }

  @Override
  public double number(int field) {
    return numbers[field];
  }

  @Override
  public String text(int field) {
    return texts[field];
  }
}
