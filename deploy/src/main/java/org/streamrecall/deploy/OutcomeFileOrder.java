package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.streamrecall.deploy.OutcomeFile.Told;
import org.streamrecall.events.schema.Event;

/**
 * When the outcomes of a file are told, beside the events of another. One with a time: before the
 * first event of its key, in the order of their file, that is not earlier. One without a time: as
 * soon as its event was told, and so before the key's next one. One without a key is of the key of
 * the event that has its id, and is told no sooner than that.
 */
final class OutcomeFileOrder {
  private static final Comparator<Told> BY_TIME =
      Comparator.<Told>comparingLong(told -> told.read.time())
          .thenComparingInt(told -> told.number);

  private final Map<String, List<Told>> byId = new HashMap<>(); // that no event has taken
  private final Map<String, PriorityQueue<Due>> due = new HashMap<>(); // by key

  /** An outcome, and itself with the key of its event. */
  record Due(Told told, Event outcome) {}

  OutcomeFileOrder(List<Told> all) {
    for (Told told : all) {
      byId.computeIfAbsent(told.read.id(), id -> new ArrayList<>(1)).add(told);
      if (told.hasKey() && told.hasTime()) {
        wait(told, told.read);
      }
    }
  }

  private void wait(Told told, Event outcome) {
    due.computeIfAbsent(
            outcome.key(), key -> new PriorityQueue<>(Comparator.comparing(Due::told, BY_TIME)))
        .add(new Due(told, outcome));
  }

  /** Those whose time has come when an event is about to be told. */
  List<Due> before(Event event) {
    PriorityQueue<Due> queue = due.get(event.key());
    List<Due> come = new ArrayList<>();
    while (queue != null && !queue.isEmpty() && queue.peek().outcome().time() <= event.time()) {
      come.add(queue.remove());
    }
    return come;
  }

  /** Those that are told as soon as an event was told. */
  List<Due> after(Event event) {
    List<Told> of = byId.getOrDefault(event.id(), List.of());
    List<Due> come = new ArrayList<>();
    List<Told> others = new ArrayList<>(0);
    for (Told told : of) {
      if (!told.isOf(event)) {
        others.add(told);
        continue;
      }
      told.known = true;
      if (!told.hasTime() || !told.hasKey() && told.read.time() <= event.time()) {
        come.add(new Due(told, told.of(event)));
      } else if (!told.hasKey()) {
        wait(told, told.of(event));
      }
    }
    if (!of.isEmpty()) {
      byId.put(event.id(), others);
    }
    return come;
  }

  /** Those that are later than all events of their key. */
  List<Due> rest() {
    List<Due> rest = new ArrayList<>();
    due.values().forEach(rest::addAll);
    due.clear();
    rest.sort(Comparator.comparing(Due::told, BY_TIME));
    return rest;
  }
}
