package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.streamrecall.client.EventJson;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.training.UsualFeatures;

/** How a file's events are read where nobody has said what makes them alike: by its first ones. */
final class UsualReading {
  private static final int LOOKED_AT = 20_000; // events

  private UsualReading() {}

  /**
   * @param told is told once what was chosen
   */
  static EventOptions.Usual of(InputFile file, Consumer<String> told) {
    return (key, time, targets, not) -> of(file, key, time, targets, not, told);
  }

  private static EventSchema of(
      InputFile file,
      String key,
      String time,
      List<Target> targets,
      Set<String> not,
      Consumer<String> told) {
    EventSchema bare = UsualFeatures.of(key, time, targets, List.of(), List.of(), List.of());
    List<byte[]> lines = lines(file, bare);
    FieldSurvey survey = new FieldSurvey();
    lines.forEach(survey::add);
    List<Long> times = events(lines, bare).stream().map(Event::time).toList();
    EventSchema read =
        UsualFeatures.of(key, time, targets, survey.numbers(not), survey.names(not), times);
    EventSchema chosen = UsualFeatures.withSeason(read, events(lines, read));
    List<String> like = chosen.like().stream().map(Feature::toString).toList();
    told.accept(
        "--like was chosen by the first events: --like \"" + String.join(", ", like) + "\"");
    return chosen;
  }

  private static List<byte[]> lines(InputFile file, EventSchema bare) {
    List<byte[]> lines = new ArrayList<>();
    EventLines.forEach(
        file,
        bare,
        new EventLines.Consumer() {
          @Override
          public void line(String place, byte[] json) {
            if (lines.size() < LOOKED_AT) {
              lines.add(json);
            }
          }

          @Override
          public void refused(String place, String reason) {
            // told of where the file is read again
          }
        });
    return lines;
  }

  private static List<Event> events(List<byte[]> lines, EventSchema schema) {
    EventJson reading = new EventJson(schema);
    List<Event> events = new ArrayList<>();
    for (byte[] line : lines) {
      try {
        events.add(reading.read(line, null));
      } catch (IllegalArgumentException e) {
        continue; // told of where the file is read again
      }
    }
    return events;
  }
}
