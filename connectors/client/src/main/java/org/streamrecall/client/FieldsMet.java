package org.streamrecall.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/** Which fields events have had: one that no event has is misspelt, and would be silence. */
public final class FieldsMet {
  private final EventSchema schema;
  private final EventFields fields;
  private final long[] numbers; // how often there was each
  private final long[] texts; // likewise
  private Set<String> elsewhere = Set.of(); // what no event need have
  private boolean time;
  private long events;
  private long keyless;

  public FieldsMet(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
    numbers = new long[fields.numbers().size()];
    texts = new long[fields.texts().size()];
  }

  /** What is to be foretold comes with outcomes: no event need have it. */
  public FieldsMet withoutTargets() {
    elsewhere = schema.predict().stream().map(Target::field).collect(Collectors.toSet());
    return this;
  }

  public void add(Event event) {
    events++;
    time |= event.time() != Atom.NO_TIME;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += Double.isNaN(event.numbers()[i]) ? 0 : 1;
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i] += event.texts()[i] == null ? 0 : 1;
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

  /** What is to be said of each field that nine of ten events have not, and some have. */
  public List<String> rare() {
    SortedMap<String, Long> times = new TreeMap<>();
    for (int i = 0; i < numbers.length; i++) {
      times.merge(fields.numbers().get(i), numbers[i], Long::sum);
    }
    for (int i = 0; i < texts.length; i++) {
      times.merge(fields.texts().get(i), texts[i], Long::sum);
    }
    return times.entrySet().stream()
        .filter(field -> field.getValue() > 0 && 10 * field.getValue() <= events)
        .map(
            field ->
                String.format(
                    Locale.ROOT,
                    "%s is missing in %,d of %,d events, which are read without it; correct it, or"
                        + " leave it out",
                    field.getKey(),
                    events - field.getValue(),
                    events))
        .toList();
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
      if (numbers[i] == 0) {
        never.add(fields.numbers().get(i));
      }
    }
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] == 0) {
        never.add(fields.texts().get(i));
      }
    }
    never.removeAll(elsewhere);
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
