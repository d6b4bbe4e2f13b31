package org.streamrecall.events.schema;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.FieldUse;

/**
 * The fields of a schema in the order of an {@link Event}'s arrays.
 *
 * @param numbers read as numbers
 * @param times those of the numbers that are times other than the event's own
 * @param texts read as names or texts
 */
public record EventFields(List<String> numbers, List<String> times, List<String> texts) {
  public static EventFields of(EventSchema schema) {
    EventFields fields = new EventFields(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    FieldUse use = fields.uses(schema.time());
    schema.like().forEach(feature -> feature.use(use));
    schema.predict().forEach(target -> target.of().use(use));
    return new EventFields(
        List.copyOf(fields.numbers), List.copyOf(fields.times), List.copyOf(fields.texts));
  }

  private FieldUse uses(String eventTime) {
    return new FieldUse() {
      @Override
      public void number(String field) {
        addOnce(numbers, field);
      }

      @Override
      public void text(String field) {
        addOnce(texts, field);
      }

      @Override
      public void time(String field) {
        if (!field.equals(eventTime)) {
          addOnce(numbers, field);
          addOnce(times, field);
        }
      }
    };
  }

  private static void addOnce(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  /** The place of a number, or -1. */
  public int number(String field) {
    return numbers.indexOf(field);
  }

  /** The place of a text, or -1. */
  public int text(String field) {
    return texts.indexOf(field);
  }
}
