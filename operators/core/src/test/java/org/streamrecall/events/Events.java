package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;

/** Event streams for tests: numbers, names and times, some of them missing. */
public final class Events {
  static final EventSchema SCHEMA =
      EventSchema.of(
          "card",
          "at",
          "hour(at), weekday(at), category(merchant), lag(log(amount),1..2), delta(load),"
              + " since(at), lag(category(merchant),1)",
          "amount",
          null);

  private Events() {}

  public static EventMemory memory(EventSchema schema, int bytes) {
    return new EventMemory(schema.untrained(), bytes, true, Decay.NONE);
  }

  /** An event of {@link #SCHEMA}: amount, load, merchant. */
  static Event event(long time, double amount, double load, String merchant) {
    EventFields fields = EventFields.of(SCHEMA);
    double[] numbers = new double[fields.numbers().size()];
    numbers[fields.number("amount")] = amount;
    numbers[fields.number("load")] = load;
    return new Event("c", time, numbers, new String[] {merchant}, null);
  }

  static List<Event> stream(int count, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < count; i++) {
      time += (long) (60_000 * random.nextDouble() * 30);
      int merchant = random.nextInt(12);
      double load = random.nextGaussian();
      double amount = Math.exp(merchant % 4 + 0.2 * random.nextGaussian() + 0.3 * load);
      events.add(
          event(
              random.nextInt(50) == 0 ? time - 500_000 : time,
              random.nextInt(40) == 0 ? Double.NaN : amount,
              random.nextInt(20) == 0 ? Double.NaN : load,
              random.nextInt(30) == 0 ? null : "shop " + merchant));
    }
    return events;
  }

  /** What can be compared of a judgement. */
  static String shown(Judgement judgement) {
    Answer answer = judgement.answer();
    return answer + " " + judgement.surprise();
  }
}
