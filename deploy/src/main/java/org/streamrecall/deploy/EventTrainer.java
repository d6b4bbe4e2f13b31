package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.FieldsMet;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/** Reads events to train on. */
final class EventTrainer {
  private final EventSchema schema;
  private final boolean sorts;
  private final String id; // by which outcomes of another file are joined, or null
  private final List<Event> events = new ArrayList<>();
  private long refused;
  private String missed; // what is to be said of fields that no event had, or null

  /**
   * @param sorts whether the events are put into order of time
   * @param id field by which outcomes of another file are joined, or null
   */
  EventTrainer(EventSchema schema, boolean sorts, String id) {
    this.schema = schema;
    this.sorts = sorts;
    this.id = id;
  }

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  void read(InputFile file, Consumer<String> complaints) {
    EventJson json =
        new EventJson(schema, id).doubting(doubt -> complaints.accept(doubt.sentence()));
    FieldsMet met = id == null ? new FieldsMet(schema) : new FieldsMet(schema).withoutTargets();
    InTime<Event> inTime = new InTime<>();
    EventLines.forEach(
        file,
        schema,
        new EventLines.Consumer() {
          @Override
          public void line(String place, byte[] line) {
            try {
              Event event = json.read(line, null);
              met.add(event);
              if (sorts) {
                inTime.add(event.time(), event);
              } else {
                events.add(event);
              }
            } catch (IllegalArgumentException e) {
              met.refused(e);
              refused(place, e.getMessage());
            }
          }

          @Override
          public void refused(String place, String reason) {
            refused++;
            complaints.accept(place + ": " + reason);
          }
        });
    missed = met.complaint();
    met.rare().forEach(complaints);
    inTime.sorted().forEach(event -> events.add(event.what()));
    Chronology chronology = new Chronology(schema);
    events.forEach(chronology::add);
    chronology.said().forEach(complaints);
  }

  /**
   * Lets each event bring the outcome that is joined to it.
   *
   * @param longest between an event and its outcome, in milliseconds
   */
  void join(OutcomeFile outcomes, long longest, Consumer<String> said) {
    OutcomeFileJoin join = new OutcomeFileJoin(schema, outcomes, longest);
    events.replaceAll(join::joined);
    said.accept(outcomes.summary(join.count()));
    outcomes.requireWhole(events.isEmpty() ? null : events.get(0).id(), 0);
  }

  /**
   * @throws CommandFailure if there is no event, or a field that none has
   */
  void requireTrainable(InputFile file) {
    if (missed != null) {
      throw new CommandFailure(missed);
    }
    if (events.isEmpty()) {
      throw new CommandFailure(
          file.path()
              + (refused == 0 ? " is empty" : " has no line that is an event")
              + "; give it one JSON object a line, or CSV with a header");
    }
  }

  List<Event> events() {
    return events;
  }

  long refused() {
    return refused;
  }
}
