package org.streamrecall.deploy;

import java.util.HashMap;
import java.util.Map;
import org.streamrecall.deploy.OutcomeFile.Told;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/** Events with what became of them, from a file of its own: as training reads them. */
final class OutcomeFileJoin {
  private final EventSchema schema;
  private final EventFields fields;
  private final long longest; // milliseconds
  private final Map<String, Told> byId = new HashMap<>();
  private int joined;

  /**
   * @param outcomes of which the first of an id counts
   * @param longest between an event and its outcome, in milliseconds
   */
  OutcomeFileJoin(EventSchema schema, OutcomeFile outcomes, long longest) {
    this.schema = schema;
    this.longest = longest;
    fields = EventFields.of(schema);
    for (Told told : outcomes.told()) {
      byId.putIfAbsent(name(told.read.key(), told.read.id()), told);
    }
  }

  private static String name(String key, String id) {
    return key + '\n' + id;
  }

  /** The event with its outcome if there is one in time, else as it is. */
  Event joined(Event event) {
    Told told = byId.get(name(event.key(), event.id()));
    told = told == null ? byId.get(name("", event.id())) : told;
    if (told == null) {
      return event;
    }
    told.known = true;
    if (apart(told.read.time(), event.time()) > longest) {
      return event;
    }
    joined++;
    double[] numbers = event.numbers().clone();
    String[] texts = event.texts().clone();
    for (Target target : schema.predict()) {
      if (target.isCategory()) {
        int at = fields.text(target.field());
        texts[at] = told.read.texts()[at];
      } else {
        int at = fields.number(target.field());
        numbers[at] = told.read.numbers()[at];
      }
    }
    return new Event(event.key(), event.time(), numbers, texts, null, event.id(), event.ref());
  }

  private static long apart(long a, long b) {
    return a == Atom.NO_TIME || b == Atom.NO_TIME ? 0 : Math.abs(a - b);
  }

  /** Events that have an outcome. */
  int count() {
    return joined;
  }
}
