package org.streamrecall.events.feature;

/** Where features find their fields, and what is kept for them; a plan of a schema answers. */
public interface Sources {
  /** Whether a field is the event's own time. */
  boolean isTime(String field);

  /** A field that holds a number. */
  Source number(String field);

  /** The place of a field that holds a text, for {@link Moment#text}. */
  int text(String field);

  /** The names that a key has had for a category are kept in this dictionary. */
  int dictionary(Category category);

  /** The last values of a feature, at least so many of them, are kept in this ring. */
  int ring(Scalar of, int depth);

  /** The place of a change that is to be foretold, for {@link Past#change}; -1 if it is not. */
  default int change(Delta of) {
    return -1;
  }

  /** A field that holds a time, in milliseconds since the epoch. */
  default Source time(String field) {
    return isTime(field) ? Clock.EVENT_TIME : number(field);
  }

  /** What another feature was so many events ago. */
  default Source ago(Scalar of, int back) {
    int ring = ring(of, back);
    return (moment, past) -> past.ago(ring, back);
  }
}
