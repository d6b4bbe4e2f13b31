package org.streamrecall.tests.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
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
  static Foretold of(Series series, StreamSet set, Protocol protocol, int sketchBytes) {
    EventMemory memory = memory(set, protocol, sketchBytes);
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
    double[] numbers = {series.values()[i]};
    try {
      return memory.tell(new Event("", series.times()[i], numbers, new String[0], null));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static EventMemory memory(StreamSet set, Protocol protocol, int sketchBytes) {
    List<String> like = new ArrayList<>();
    if (set.hasDays()) {
      like.add("hour(at)");
    }
    if (set.hasWeeks()) {
      like.add("weekday(at)");
    }
    like.add("value");
    like.add("lag(value,1..5)");
    if (protocol.season() > Features.LAGS) {
      like.add("lag(value," + (protocol.season() - 1) + ")");
    }
    String predict =
        IntStream.range(0, set.horizons().size())
            .mapToObj(h -> "next(value," + set.horizons().get(h) + ")")
            .collect(Collectors.joining(","));
    EventSchema schema = EventSchema.of("key", "at", String.join(",", like), predict, null);
    return new EventMemory(schema.untrained(), sketchBytes, true, Decay.NONE);
  }
}
