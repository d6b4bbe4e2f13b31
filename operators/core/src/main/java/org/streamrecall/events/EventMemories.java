package org.streamrecall.events;

import java.util.HashMap;
import java.util.Map;
import org.streamrecall.events.schema.Event;

/**
 * The memories of many keys, as a job keeps them: each in its own bytes, one scratch for all. For
 * files and tests; a job has Flink's state.
 */
public final class EventMemories {
  private record Kept(byte[] state, byte[] memory) {}

  private final EventMemory scratch;
  private final Map<String, Kept> keys = new HashMap<>();
  private String loaded; // the key that the scratch holds, not kept yet
  private long given; // up, of keys before they were kept

  public EventMemories(EventMemory scratch) {
    this.scratch = scratch;
  }

  /**
   * Judges an event by its key's memory, then learns it.
   *
   * @throws IllegalArgumentException if it cannot be taken in; nothing changes then
   */
  public Judgement tell(Event event) {
    load(event.key());
    return scratch.tell(event);
  }

  /** {@link EventMemory#outcome} of its key. */
  public JudgedOutcome outcome(Event outcome) {
    load(outcome.key());
    return scratch.outcome(outcome);
  }

  /** {@link EventMemory#metOutcome()} of the last event. */
  public boolean metOutcome() {
    return scratch.metOutcome();
  }

  /** Events and outcomes of all keys that waited for each other too long. */
  public long givenUp() {
    return given + scratch.givenUp();
  }

  /** {@link EventMemory#tag()} of the last event. */
  public float[] tag() {
    return scratch.tag();
  }

  /** Asks without telling. */
  public Judgement ask(Event event) {
    load(event.key());
    return scratch.ask(event);
  }

  private void load(String key) {
    if (key.equals(loaded)) {
      return;
    }
    if (loaded != null) {
      keys.put(loaded, new Kept(scratch.state(), scratch.memory()));
    }
    given += scratch.givenUp();
    Kept kept = keys.get(key);
    if (kept == null) {
      scratch.forget();
    } else {
      scratch.restore(kept.state(), kept.memory());
    }
    loaded = key;
  }

  /** Bytes of all keys' states. */
  public long bytes() {
    long bytes = loaded == null ? 0 : scratch.sizeInBytes();
    for (Map.Entry<String, Kept> entry : keys.entrySet()) {
      Kept kept = entry.getValue();
      boolean stale = entry.getKey().equals(loaded);
      bytes += stale ? 0 : kept.state().length + kept.memory().length;
    }
    return bytes;
  }

  /** Number of keys met. */
  public int keys() {
    return keys.size() + (loaded != null && !keys.containsKey(loaded) ? 1 : 0);
  }
}
