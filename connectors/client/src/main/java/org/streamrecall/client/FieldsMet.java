package org.streamrecall.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/** Which fields events have had: one that no event has is misspelt, and would be silence. */
public final class FieldsMet {
  private final EventSchema schema;
  private final EventFields fields;
  private final boolean[] numbers;
  private final boolean[] texts;
  private boolean time;
  private long events;
  private long keyless;

  public FieldsMet(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
    numbers = new boolean[fields.numbers().size()];
    texts = new boolean[fields.texts().size()];
  }

  /** What is to be foretold comes with outcomes: no event need have it. */
  public FieldsMet withoutTargets() {
    for (Target target : schema.predict()) {
      if (target.isCategory()) {
        texts[fields.texts().indexOf(target.field())] = true;
      } else {
        numbers[fields.numbers().indexOf(target.field())] = true;
      }
    }
    return this;
  }

  public void add(Event event) {
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
  public void refused(IllegalArgumentException why) {
    keyless += why instanceof MissingKey ? 1 : 0;
  }

  /** Names the fields that none of the events had; null if there are none. */
  public String complaint() {
    if (events == 0) {
      return keyless == 0 ? null : complaint(keyless, List.of(schema.key()), "");
    }
    Collection<String> never = missed();
    return never.isEmpty() ? null : complaint(events, never, ", or leave it out");
  }

  /** How many events were looked at. */
  public long events() {
    return events;
  }

  /** The fields that none of the events had, the time first. */
  public Collection<String> missed() {
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
    return never;
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
