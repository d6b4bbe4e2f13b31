package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventFields;
import org.streamrecall.events.EventSchema;
import org.streamrecall.measure.Atom;

/** Which fields events have had: one that no event has is misspelt, and would be silence. */
final class FieldsMet {
  private final EventSchema schema;
  private final EventFields fields;
  private final boolean[] numbers;
  private final boolean[] texts;
  private boolean time;
  private long events;

  FieldsMet(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
    numbers = new boolean[fields.numbers().size()];
    texts = new boolean[fields.texts().size()];
  }

  void add(Event event) {
    events++;
    time |= event.time() != Atom.NO_TIME;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] |= !Double.isNaN(event.numbers()[i]);
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i] |= event.texts()[i] != null;
    }
  }

  /** Names the fields that none of the events had. */
  void complain(Consumer<String> complaints) {
    List<String> never = new ArrayList<>();
    if (schema.time() != null && !time) {
      never.add(schema.time());
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!numbers[i]) {
        never.add(fields.numbers().get(i));
      }
    }
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i]) {
        never.add(fields.texts().get(i));
      }
    }
    for (String name : events == 0 ? List.<String>of() : never) {
      complaints.accept(
          "none of the " + events + " events has " + name + "; correct the name if it is misspelt");
    }
  }
}
