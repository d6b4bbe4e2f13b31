package org.streamrecall.tests.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.training.UsualFeatures;

/** How a set's events are read where nobody has said what makes them alike. */
final class Reading {
  private Reading() {}

  /**
   * By what the first half of each key's events shows.
   *
   * @param keys of the set
   */
  static EventSchema of(StreamSet set, List<Series> keys) {
    List<Event> first = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      Series series = keys.get(k);
      for (int i = 0; i < series.length() / 2; i++) {
        Event event = series.event(i);
        first.add(new Event("k" + k, event.time(), event.numbers(), event.texts(), null));
      }
    }
    List<Target> targets =
        EventSchema.readPredict(
            set.horizons().stream()
                .map(ahead -> "next(value," + ahead + ")")
                .collect(Collectors.joining(",")));
    List<Long> times = first.stream().map(Event::time).toList();
    EventSchema schema = UsualFeatures.of("key", "at", targets, List.of(), List.of(), times);
    return UsualFeatures.withSeason(schema, first);
  }
}
