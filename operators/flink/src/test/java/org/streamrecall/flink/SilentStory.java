package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;

/** Events of one key, one a second, and the operator that listens for its silence. */
final class SilentStory {
  static final AlarmRule RULE = new AlarmRule(.01, 1e9, 0, 2).watching(0);
  static final Told PLAIN =
      Told.of(ShuffledEvents.MODEL.toBytes(), ShuffledEvents.BYTES, Decay.NONE);
  static final Told CLOCK = PLAIN.alarms(RULE);
  static final Told TIME = CLOCK.eventTime(EventTime.DEFAULTS);
  static final long SECOND = 1000;
  static final long FIRST = 200; // events, one a second

  static EventHarness start(Told serving, OperatorSubtaskState state) throws Exception {
    return new EventHarness(serving, new HashMapStateBackend(), state);
  }

  static Event read(long time) {
    double[] numbers = {time % 7, time % 11};
    return new Event("a", time, numbers, new String[] {"shop"}, null);
  }

  static EventInput<String> event(long time) {
    return new EventInput.Happened<>("a" + time, read(time), null);
  }

  static EventInput<String> question(long time) {
    return new EventInput.Question<>("asked", read(time), "q" + time, null);
  }

  /** By the clock, which is that of the events. */
  static long live(EventHarness harness, long from, long to) throws Exception {
    for (long i = from; i < to; i++) {
      harness.clock(i * SECOND);
      harness.send(event(i * SECOND));
      assertThat(harness.timers()).isLessThanOrEqualTo(1);
    }
    return (to - 1) * SECOND;
  }

  static List<String> told(EventHarness harness) {
    return harness.alarms().stream()
        .map(a -> (a.opens() ? "+" : "-") + a.id() + "@" + a.time())
        .toList();
  }

  static void tell(EventHarness harness) throws Exception {
    for (long i = 0; i < FIRST; i++) {
      harness.clock(i * SECOND);
      harness.send(event(i * SECOND));
    }
  }

  static List<EventInput<String>> events(long from, long to) {
    List<EventInput<String>> all = new ArrayList<>();
    for (long i = from; i < to; i++) {
      all.add(event(i * SECOND));
    }
    return all;
  }

  private SilentStory() {}
}
