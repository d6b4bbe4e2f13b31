package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/** How many events have a name beyond those that are told apart, of each category of a schema. */
public final class NameCounts {
  /**
   * One category's.
   *
   * @param category as it is written
   * @param field that it reads in the end
   * @param isTarget whether it is foretold, not a feature
   * @param toldApart names of a key that are told apart, its first ones
   * @param beyond events with another name
   * @param events with a name
   */
  public record Count(
      String category, String field, boolean isTarget, int toldApart, long beyond, long events) {}

  /** One key: what its features read, and the names of the category foretold that have a place. */
  private static final class Key {
    private final Inputs.Key inputs;
    private final Set<String> told = new HashSet<>();
    private long events;

    Key(Inputs inputs) {
      this.inputs = inputs.new Key();
    }
  }

  private final Inputs inputs;
  private final Target target; // null where no category is foretold
  private final int text; // of the target
  private final Map<String, Key> keys = new HashMap<>();
  private final long[] named; // by category, the target's last
  private final long[] beyond;

  public NameCounts(EventSchema schema) {
    inputs = new Inputs(schema);
    target = schema.isCategory() ? schema.predict().get(0) : null;
    text = target == null ? -1 : EventFields.of(schema).text(target.field());
    named = new long[inputs.categories().size() + 1];
    beyond = new long[named.length];
  }

  /** Whether anything is to be counted. */
  private boolean isEmpty() {
    return inputs.categories().isEmpty() && target == null;
  }

  /** Counts an event that has been taken in. */
  public void add(Event event) {
    if (isEmpty()) {
      return;
    }
    Key key = keys.computeIfAbsent(event.key(), name -> new Key(inputs));
    Boolean[] of = key.inputs.learn(event);
    for (int c = 0; c < of.length; c++) {
      count(c, of[c]);
    }
    String name = target == null ? null : event.texts()[text];
    if (name != null && key.events >= target.horizon()) {
      count(key, name);
    }
    key.events++;
  }

  /** Counts the category that an outcome brings of an event that was added. */
  public void know(Event outcome) {
    if (target != null) {
      count(keys.computeIfAbsent(outcome.key(), name -> new Key(inputs)), outcome.texts()[text]);
    }
  }

  private void count(Key key, String name) {
    if (name != null) {
      if (key.told.size() < target.slots() - 1) { // the last is for all others
        key.told.add(name);
      }
      count(named.length - 1, !key.told.contains(name));
    }
  }

  private void count(int category, Boolean isBeyond) {
    if (isBeyond != null) {
      named[category]++;
      beyond[category] += isBeyond ? 1 : 0;
    }
  }

  /** Of the category foretold first, then of the features'. */
  public List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    int last = named.length - 1;
    if (target != null) {
      String as = target.toString();
      counts.add(
          new Count(as, target.field(), true, target.slots() - 1, beyond[last], named[last]));
    }
    for (int c = 0; c < last; c++) {
      Category of = inputs.categories().get(c);
      counts.add(new Count(of.toString(), of.field(), false, of.slots(), beyond[c], named[c]));
    }
    return counts;
  }
}
