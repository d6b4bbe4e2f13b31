package org.streamrecall.tests.streams;

import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.schema.Event;

/**
 * What a memory foretells of the numbers of one key.
 *
 * @param values (horizons, asked); the last value where the memory did not take the event
 * @param intervals (horizons, asked, 2)
 * @param surprises (events), of the value that each brought; NaN where none was foretold
 * @param anomalies the same of its anomaly
 * @param opened (events), whether an alarm opens with each
 * @param refused events that the memory did not take
 * @param bytes most that were held
 * @param nanos of all events
 */
record Foretold(
    double[][] values,
    double[][][] intervals,
    double[] surprises,
    double[] anomalies,
    boolean[] opened,
    int refused,
    int bytes,
    long nanos) {
  /**
   * @param memory which begins anew
   */
  static Foretold of(Series series, Reading reading, EventMemory memory, Protocol protocol) {
    StreamSet set = reading.set();
    int horizons = set.horizons().size();
    double[][] values = new double[horizons][protocol.asked()];
    double[][][] intervals = new double[horizons][protocol.asked()][];
    double[] surprises = new double[series.length()];
    double[] anomalies = new double[series.length()];
    boolean[] opened = new boolean[series.length()];
    List<Event> events = reading.events(series, "", series.length());
    int refused = 0;
    int bytes = 0;
    long start = System.nanoTime();
    memory.forget();
    for (int i = 0; i < series.length(); i++) {
      Judgement judged = tell(memory, events.get(i));
      refused += judged == null ? 1 : 0;
      Oddness oddness = judged == null ? Oddness.NONE : judged.oddness();
      surprises[i] = oddness.surprise();
      anomalies[i] = oddness.anomaly();
      opened[i] = oddness.opens();
      bytes = Math.max(bytes, memory.sizeInBytes());
      boolean said = judged != null && judged.answer().value().length > 0;
      for (int h = 0; h < horizons && i >= protocol.first() && i < protocol.end(); h++) {
        double last = series.ago(i, set.isWithin() ? 1 : 0);
        int at = i - protocol.first();
        values[h][at] = said ? judged.answer().value()[h] : last;
        intervals[h][at] = said ? judged.answer().interval()[h] : new double[] {last, last};
      }
    }
    long nanos = System.nanoTime() - start;
    return new Foretold(values, intervals, surprises, anomalies, opened, refused, bytes, nanos);
  }

  /** How many opened. */
  int alarms() {
    return (int) IntStream.range(0, opened.length).filter(i -> opened[i]).count();
  }

  /** Null if the memory does not take the event, as a number beyond 1e16. */
  static Judgement tell(EventMemory memory, Event event) {
    try {
      return memory.tell(event);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
