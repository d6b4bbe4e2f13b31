package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.deploy.OutcomeFile.Told;
import org.streamrecall.deploy.OutcomeFileOrder.Due;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.NameCounts;
import org.streamrecall.events.score.Score;

/** Tells memories the outcomes of a file, each when its time has come, as a job would. */
final class OutcomeFileReplay {
  private final EventSchema schema;
  private final OutcomeFileOptions options;
  private final OutcomeFile file;
  private final OutcomeFileOrder order;
  private final List<EventMemories> memories = new ArrayList<>(); // that serves first
  private final NameCounts names;
  private final BiConsumer<Told, String> refused;
  private final Map<String, Event> early = new HashMap<>(); // by key and id
  private Consumer<Alarm> alarms = alarm -> {};
  private long joined;
  private long bad;
  private String firstId; // of an event

  /**
   * @param memories that serves
   * @param refused is told of each outcome that is not taken in, and why
   */
  OutcomeFileReplay(
      EventSchema schema,
      OutcomeFileOptions options,
      OutcomeFile file,
      EventMemories memories,
      NameCounts names,
      BiConsumer<Told, String> refused) {
    this.schema = schema;
    this.options = options;
    this.file = file;
    order = new OutcomeFileOrder(file.told());
    this.memories.add(memories);
    this.names = names;
    this.refused = refused;
  }

  /** Tells another's memories too. */
  void beside(EventMemories other) {
    memories.add(other);
  }

  /** Shows the alarm that an outcome opens or closes, or null for none. */
  void raising(Consumer<Alarm> shown) {
    alarms = shown;
  }

  /**
   * Tells what is due before an event.
   *
   * @param score or null
   * @param out takes a line for each outcome that meets its event
   */
  void before(Event event, Score score, Consumer<byte[]> out) {
    firstId = firstId == null ? event.id() : firstId;
    order.before(event).forEach(due -> tell(due, score, out));
  }

  /** Tells what is due after an event that was told, and score was asked about. */
  void after(Event event, Score score, Consumer<byte[]> out) {
    if (memories.get(0).metOutcome()) {
      know(early.remove(name(event)), score);
    }
    order.after(event).forEach(due -> tell(due, score, out));
  }

  /** Tells what is later than all events. */
  void rest(Score score, Consumer<byte[]> out) {
    order.rest().forEach(due -> tell(due, score, out));
  }

  private void tell(Due due, Score score, Consumer<byte[]> out) {
    JudgedOutcome judged;
    try {
      judged = memories.get(0).outcome(due.outcome());
      memories.subList(1, memories.size()).forEach(other -> other.outcome(due.outcome()));
    } catch (IllegalArgumentException e) {
      bad++;
      due.told().refused = true;
      refused.accept(due.told(), e.getMessage());
      return;
    }
    if (judged == null) {
      early.put(name(due.outcome()), due.outcome());
      return;
    }
    alarms.accept(judged.oddness().alarm());
    know(due.outcome(), score);
    out.accept(JudgedJson.judged(judged, schema.key(), options.id()));
  }

  private void know(Event outcome, Score score) {
    joined++;
    names.know(outcome);
    if (score != null) {
      score.know(outcome);
    }
  }

  private static String name(Event of) {
    return of.key() + '\n' + of.id();
  }

  /** What is to be said at the end. */
  String summary() {
    String met = file.summary(joined);
    long late = file.known() - joined;
    return late == 0
        ? met
        : met
            + String.format(
                Locale.ROOT,
                "; %,d came twice, or when their event waited no longer: raise --wait (%s) or --waiting"
                    + " (%d)",
                late,
                DurationText.shown(options.longest()),
                options.most());
  }

  /** Fails if outcomes were refused, or none is of an event. */
  void requireWhole() {
    file.requireWhole(firstId, bad);
  }
}
