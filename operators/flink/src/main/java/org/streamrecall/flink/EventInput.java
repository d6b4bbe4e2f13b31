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

  /** The same around another record. */
  EventInput<E> of(E other);

  /** Where it was read from: by it, events of one time are put in order. Null if not known. */
  default Origin origin() {
    return null;
  }

  /** The id that events and outcomes are joined by, that of a question, or null. */
  default String id() {
    return null;
  }

  /**
   * An event.
   *
   * @param read what the schema reads of it
   */
  record Happened<E>(E record, Event read, Origin origin) implements EventInput<E> {
    public Happened {
      Objects.requireNonNull(read, "read");
    }

    @Override
    public String key() {
      return read.key();
    }

    @Override
    public long time() {
      return read.time();
    }

    @Override
    public Role role() {
      return Role.ANSWER_AND_TELL;
    }

    @Override
    public String id() {
      return read.id();
    }

    @Override
    public EventInput<E> of(E other) {
      return new Happened<>(other, read, origin);
    }
  }

  /**
   * A question: what would be expected of such an event.
   *
   * @param read what the schema reads of it
   * @param id comes back with the prediction
   */
  record Question<E>(E record, Event read, String id, Origin origin) implements EventInput<E> {
    public Question {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(id, "id");
    }

    @Override
    public String key() {
      return read.key();
    }

    @Override
    public long time() {
      return read.time();
    }

    @Override
    public Role role() {
      return Role.ANSWER;
    }

    @Override
    public EventInput<E> of(E other) {
      return new Question<>(other, read, id, origin);
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
    public String key() {
      return read.key();
    }

    @Override
    public long time() {
      return read.time();
    }

    @Override
    public Role role() {
      return Role.TELL;
    }

    @Override
    public String id() {
      return read.id();
    }

    @Override
    public EventInput<E> of(E other) {
      return new Outcome<>(other, read, origin);
    }
  }

  /**
   * Removes a key from live state, as {@link org.streamrecall.flink.Forget}.
   *
   * @param time from which on it has said nothing, or Atom.NO_TIME
   */
  record Forget<E>(String key, long time) implements EventInput<E> {
    public Forget {
      Objects.requireNonNull(key, "key");
    }

    @Override
    public E record() {
      return null;
    }

    @Override
    public Role role() {
      return Role.FORGET;
    }

    @Override
    public EventInput<E> of(E other) {
      return this;
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
    public String key() {
      return "";
    }

    @Override
    public long time() {
      return Atom.NO_TIME;
    }

    @Override
    public Role role() {
      return Role.REFUSED;
    }

    @Override
    public EventInput<E> of(E other) {
      return new Unreadable<>(other, reason);
    }
  }
}
