package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.streamrecall.deploy.FieldSurvey;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.training.UsualFeatures;

/**
 * How a set's events are read where nobody has said what makes them alike: by what the first half
 * of each key's events shows, of the target alone or of all fields that are not hidden.
 *
 * @param schema null if the target cannot be foretold so
 * @param numbers other fields that hold numbers
 * @param names other fields that hold a name of few
 */
record Reading(StreamSet set, EventSchema schema, List<String> numbers, List<String> names) {
  /**
   * @param keys of the set
   * @param complaints is told why, if the target cannot be foretold so
   */
  static Reading of(StreamSet set, List<Series> keys, Consumer<String> complaints) {
    FieldSurvey survey = new FieldSurvey(false);
    List<Long> times = new ArrayList<>();
    for (Series series : keys) {
      for (int i = 0; i < series.length() / 2; i++) {
        times.add(series.times()[i]);
        if (set.isOfAllFields()) {
          Map<String, JsonNode> fields = new LinkedHashMap<>();
          series.fields().get(i).properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
          survey.add(fields);
        }
      }
    }
    List<String> numbers = survey.numbers(set.hidden());
    List<String> names = survey.names(set.hidden());
    Reading bare = new Reading(set, null, numbers, names);
    String time = times.stream().allMatch(at -> at == Atom.NO_TIME) ? null : StreamSet.TIME;
    try {
      EventSchema plain =
          UsualFeatures.of(StreamSet.KEY, time, targets(set), numbers, names, times);
      List<Event> first = new ArrayList<>();
      for (int k = 0; k < keys.size(); k++) {
        first.addAll(bare.with(plain).events(keys.get(k), "k" + k, keys.get(k).length() / 2));
      }
      return bare.with(UsualFeatures.fitted(plain, first));
    } catch (IllegalArgumentException e) {
      complaints.accept(set.set() + ": ours is null, for " + e.getMessage());
      return bare;
    }
  }

  private Reading with(EventSchema other) {
    return new Reading(set, other, numbers, names);
  }

  private static List<Target> targets(StreamSet set) {
    String field = "\"" + set.target() + "\"";
    String of = set.isCategory() ? "category(" + field + ")" : field;
    return EventSchema.readPredict(
        set.horizons().stream()
            .map(ahead -> ahead == 0 ? of : "next(" + of + "," + ahead + ")")
            .collect(Collectors.joining(",")));
  }

  /** A key's first so many events, as a memory is told them. */
  List<Event> events(Series series, String key, int count) {
    EventFields fields = EventFields.of(schema);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode shown = series.fields().isEmpty() ? null : series.fields().get(i);
      double[] values = new double[fields.numbers().size()];
      String[] texts = new String[fields.texts().size()];
      for (int f = 0; f < values.length; f++) {
        String field = fields.numbers().get(f);
        boolean own = field.equals(set.target());
        values[f] = own ? series.values()[i] : Fields.number(shown, field);
      }
      for (int f = 0; f < texts.length; f++) {
        texts[f] = Fields.name(shown, fields.texts().get(f));
      }
      events.add(new Event(key, series.times()[i], values, texts, null));
    }
    return events;
  }
}
