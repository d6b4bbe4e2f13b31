package org.streamrecall.tests.streams;

import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/**
 * What a memory of so many bytes foretells of one key, untrained.
 *
 * @param values (horizons, asked); the last value where the memory did not take the event
 * @param intervals (horizons, asked, 2)
 * @param surprises (events), of the value that each brought; NaN where none was foretold
 * @param refused events that the memory did not take
 * @param bytes most that were held
 * @param nanos of all events
 */
record Foretold(
    double[][] values,
    double[][][] intervals,
    double[] surprises,
    int refused,
    int bytes,
    long nanos) {
  static Foretold of(
      Series series, StreamSet set, EventSchema schema, Protocol protocol, int sketchBytes) {
    EventMemory memory = memory(schema, sketchBytes);
    int horizons = set.horizons().size();
    int asked = protocol.end() - protocol.first();
    double[][] values = new double[horizons][asked];
    double[][][] intervals = new double[horizons][asked][];
    double[] surprises = new double[series.length()];
    int refused = 0;
    int bytes = 0;
    long start = System.nanoTime();
    for (int i = 0; i < series.length(); i++) {
      Judgement judged = tell(memory, series, i);
      refused += judged == null ? 1 : 0;
      surprises[i] = judged == null ? Double.NaN : judged.surprise();
      bytes = Math.max(bytes, memory.sizeInBytes());
      for (int h = 0; h < horizons && i >= protocol.first() && i < protocol.end(); h++) {
        double last = series.values()[i];
        int at = i - protocol.first();
        values[h][at] = judged == null ? last : judged.answer().value()[h];
        intervals[h][at] =
            judged == null ? new double[] {last, last} : judged.answer().interval()[h];
      }
    }
    long nanos = System.nanoTime() - start;
    return new Foretold(values, intervals, surprises, refused, bytes, nanos);
  }

  /** Null if the memory does not take the event, as a number beyond 1e15. */
  private static Judgement tell(EventMemory memory, Series series, int i) {
    try {
      return memory.tell(series.event(i));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static EventMemory memory(EventSchema schema, int sketchBytes) {
    return new EventMemory(schema.untrained(), sketchBytes, true, Decay.NONE);
  }
}
