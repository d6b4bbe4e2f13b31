package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;

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
    schema.like().forEach(feature -> fields.add(feature, schema.time()));
    schema.predict().forEach(target -> fields.add(target.of(), schema.time()));
    return new EventFields(
        List.copyOf(fields.numbers), List.copyOf(fields.times), List.copyOf(fields.texts));
  }

  private void add(Feature feature, String time) {
    if (feature instanceof Feature.Lag lag) {
      add(lag.of(), time);
    } else if (feature instanceof Feature.Log log) {
      add(log.of(), time);
    } else if (feature instanceof Feature.Delta delta) {
      add(delta.of(), time);
    } else if (feature instanceof Feature.Category || feature instanceof Feature.Letters) {
      addOnce(texts, feature.field());
    } else if (feature instanceof Feature.Number) {
      addOnce(numbers, feature.field());
    } else if (!feature.field().equals(time)) {
      addOnce(numbers, feature.field());
      addOnce(times, feature.field());
    }
  }

  private static void addOnce(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  int number(String field) {
    return numbers.indexOf(field);
  }

  int text(String field) {
    return texts.indexOf(field);
  }
}
