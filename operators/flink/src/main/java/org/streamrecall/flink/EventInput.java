package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;

/**
 * One step of a key's story, told in events: each is answered, then learned.
 *
 * @param <E> the user's own record
 */
public sealed interface EventInput<E> extends KeyedInput {
  /** The user's own record, to go back with what becomes of it; or null. */
  E record();

  /** Where it was read from: by it, events of one time are put in order. Null if not known. */
  default Origin origin() {
    return null;
  }

  /** What the schema reads of a record; null of what is none of its events. */
  default Event read() {
    return null;
  }

  /** The id that events and outcomes are joined by, that of a question, or null. */
  default String id() {
    return read() == null ? null : read().id();
  }

  @Override
  default String key() {
    return read() == null ? "" : read().key();
  }

  @Override
  default long time() {
    return read() == null ? Atom.NO_TIME : read().time();
  }

  /** An event. */
  record Happened<E>(E record, Event read, Origin origin) implements EventInput<E> {
    public Happened {
      Objects.requireNonNull(read, "read");
    }

    @Override
    public Role role() {
      return Role.ANSWER_AND_TELL;
    }
  }

  /**
   * A question: what would be expected of such an event.
   *
   * @param id comes back with the prediction
   */
  record Question<E>(E record, Event read, String id, Origin origin) implements EventInput<E> {
    public Question {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(id, "id");
    }

    @Override
    public Role role() {
      return Role.ANSWER;
    }
  }

  /**
   * What became of an event, known later.
   *
   * @param record null where outcomes are a stream of another type
   * @param read the event's key and id, the time when it was known, what was to be foretold
   */
  record Outcome<E>(E record, Event read, Origin origin) implements EventInput<E> {
    public Outcome {
      Objects.requireNonNull(read, "read");
    }

    @Override
    public Role role() {
      return Role.TELL;
    }
  }

  /**
   * Removes a key from live state, as {@link org.streamrecall.flink.Forget}.
   *
   * @param record null, for nothing comes of it
   * @param time from which on it has said nothing, or Atom.NO_TIME
   */
  record Forget<E>(E record, String key, long time) implements EventInput<E> {
    public Forget {
      Objects.requireNonNull(key, "key");
    }

    public Forget(String key, long time) {
      this(null, key, time);
    }

    @Override
    public Role role() {
      return Role.FORGET;
    }
  }

  /**
   * What could not be read.
   *
   * @param reason one sentence: the thing, its value, the rule, the remedy
   */
  record Unreadable<E>(E record, String reason) implements EventInput<E> {
    public Unreadable {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Role role() {
      return Role.REFUSED;
    }
  }
}
