package org.streamrecall.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;

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

  /**
   * The alarm of a key's silence that opens if no event has come up to a time, see {@link
   * EventMemory#silent}; or null.
   */
  public Alarm silent(String key, long now) {
    load(key);
    return scratch.silent(key, now);
  }

  /** {@link EventMemory#silenceOver()} of the last event. */
  public Alarm silenceOver() {
    return scratch.silenceOver();
  }

  /** Those of all keys that open if no event has come up to the newest time of any, in order. */
  public List<Alarm> silent() {
    List<String> all = new ArrayList<>(keys.keySet());
    if (loaded != null && !keys.containsKey(loaded)) {
      all.add(loaded);
    }
    long newest = Atom.NO_TIME;
    Map<String, Long> dues = new HashMap<>();
    for (String key : all) {
      load(key);
      newest = Math.max(newest, scratch.newestTime());
      dues.put(key, scratch.due());
    }
    List<Alarm> opened = new ArrayList<>();
    for (String key : all) {
      Alarm alarm = dues.get(key) > newest ? null : silent(key, newest);
      if (alarm != null) {
        opened.add(alarm);
      }
    }
    opened.sort(Comparator.comparingLong(Alarm::time).thenComparing(Alarm::key));
    return opened;
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
