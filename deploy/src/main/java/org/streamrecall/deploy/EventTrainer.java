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
  private final List<Event> events = new ArrayList<>();
  private long refused;
  private String missed; // what is to be said of fields that no event had, or null

  /**
   * @param sorts whether the events are put into order of time
   */
  EventTrainer(EventSchema schema, boolean sorts) {
    this.schema = schema;
    this.sorts = sorts;
  }

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  void read(InputFile file, Consumer<String> complaints) {
    EventJson json = new EventJson(schema).doubting(doubt -> complaints.accept(doubt.sentence()));
    FieldsMet met = new FieldsMet(schema);
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
