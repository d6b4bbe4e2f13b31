package org.streamrecall.deploy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private long keyless;

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

  /** The same of a line that is no event. */
  void refused(String reason) {
    keyless += reason.startsWith(schema.key() + " is missing;") ? 1 : 0;
  }

  /** Names the fields that none of the events had; null if there are none. */
  String complaint() {
    if (events == 0) {
      return keyless == 0 ? null : complaint(keyless, List.of(schema.key()), "");
    }
    Set<String> never = new LinkedHashSet<>();
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
    return never.isEmpty() ? null : complaint(events, never, ", or leave it out");
  }

  private static String complaint(long of, Collection<String> never, String otherwise) {
    return String.format(
        Locale.ROOT,
        "none of the %,d events has %s; correct the name if it is misspelt%s",
        of,
        String.join(", nor ", never),
        otherwise);
  }
}
