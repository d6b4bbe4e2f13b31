package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/**
 * All readings at once.
 *
 * @param time in milliseconds
 * @param readings by {@link Readings#NAMES}
 */
record Moment(long time, double[] readings) {
  /** One event a sensor: its value, beside those readings of the moment that the schema reads. */
  List<Event> events(EventSchema schema) {
    List<String> fields = EventFields.of(schema).numbers(); // which are in an order of their own
    List<Event> events = new ArrayList<>();
    for (int s = 0; s < readings.length; s++) {
      double[] numbers = new double[fields.size()];
      for (int f = 0; f < numbers.length; f++) {
        int reading = Readings.NAMES.indexOf(fields.get(f));
        numbers[f] = readings[reading < 0 ? s : reading]; // "value" is no reading's name
      }
      events.add(new Event(Readings.NAMES.get(s), time, numbers, new String[0], null));
    }
    return events;
  }

  /** One JSON object a sensor: its value, beside all readings of the moment. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < readings.length; s++) {
      StringBuilder line = new StringBuilder("{\"sensor\":\"" + Readings.NAMES.get(s));
      line.append("\",\"at\":").append(time).append(",\"value\":").append(readings[s]);
      for (int r = 0; r < readings.length; r++) {
        line.append(",\"").append(Readings.NAMES.get(r)).append("\":").append(readings[r]);
      }
      lines.add(line + "}");
    }
    return lines;
  }
}
