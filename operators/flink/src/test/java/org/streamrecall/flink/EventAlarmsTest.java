package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** Alarms leave as the keys' memories raise them, whatever the job does beside. */
class EventAlarmsTest {
  private static final String LIKE = "category(merchant)";
  private static final int BYTES = 4096;
  private static final int LENGTH = 400;
  private static final AlarmRule RULE = new AlarmRule(.05, 0, 1e-6, 4);

  /** Of nothing but what is far too much. */
  private static final AlarmRule FAR = new AlarmRule(.05, 100, 1e-6, 4);

  private static final Told PLAIN =
      Told.of(ShuffledEvents.MODEL.toBytes(), ShuffledEvents.BYTES, Decay.NONE);

  /** One payment in fifty is far too much. */
  private static List<Payment> payments() {
    List<Payment> all = new ArrayList<>();
    for (Payment p : Payment.stream(3, LENGTH, 1)) {
      boolean odd = p.at() / 60_000 % 50 == 49;
      all.add(new Payment(p.card(), p.at(), p.amount() + (odd ? 500 : 0), p.merchant()));
    }
    return all;
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  /** What each key's own memory raises, without any job. */
  private static List<Alarm> expected(List<Payment> payments) {
    EventSchema schema = EventSchema.of("card", "at", LIKE, "amount", null);
    Map<String, EventMemory> memories = new HashMap<>();
    List<Alarm> all = new ArrayList<>();
    for (Payment p : payments) {
      EventMemory memory =
          memories.computeIfAbsent(
              p.card(), card -> new EventMemory(schema.untrained(), BYTES, true, Decay.NONE));
      memory.ring(RULE);
      double[] amount = {p.amount()};
      Event event = new Event(p.card(), p.at(), amount, new String[] {p.merchant()}, null);
      Alarm alarm = memory.tell(event).oddness().alarm();
      if (alarm != null) {
        all.add(alarm);
      }
    }
    return all;
  }

  private static List<Alarm> ofJob(int parallelism, boolean timed, AlarmRule rule)
      throws Exception {
    StreamExecutionEnvironment env = LocalEnvironment.of(parallelism);
    EventRecall<Payment> recall =
        Recall.on(env.fromData(payments(), TypeInformation.of(Payment.class)).setParallelism(1))
            .key("card", Payment::card)
            .time("at", Payment::at)
            .number("amount", Payment::amount)
            .text("merchant", Payment::merchant)
            .like(LIKE)
            .predict("amount")
            .sketchBytes(BYTES)
            .alarms(rule)
            .uid("payments");
    if (timed) {
      recall.eventTime(EventTime.DEFAULTS);
    }
    SingleOutputStreamOperator<Answered<Payment>> answered = recall.apply();
    CloseableIterator<Alarm> alarms = answered.getSideOutput(Recall.ALARMS).collectAsync();
    CloseableIterator<Answered<Payment>> good = answered.collectAsync();
    env.execute();
    List<Alarm> raised = drain(alarms);
    List<Alarm> inAnswers = new ArrayList<>();
    for (Answered<Payment> one : drain(good)) {
      if (one.oddness().alarm() != null) {
        inAnswers.add(one.oddness().alarm());
      }
    }
    assertThat(inAnswers).containsExactlyInAnyOrderElementsOf(raised);
    return raised;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldRaiseTheAlarmsOfTheKeysMemoriesAtAnyParallelism(int parallelism) throws Exception {
    List<Alarm> expected = expected(payments());
    assertThat(expected).hasSizeGreaterThan(10);
    List<Alarm> raised = ofJob(parallelism, false, RULE);
    Comparator<Alarm> byKey = Comparator.comparing(Alarm::key); // stable: each key's in their order
    assertThat(raised.stream().sorted(byKey)).isEqualTo(expected.stream().sorted(byKey).toList());
    assertThat(ofJob(parallelism, true, RULE)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void shouldRaiseNoneUnlessAsked() throws Exception {
    assertThat(ofJob(1, false, null)).isEmpty();
  }

  // ---- on the harness ----

  private static EventHarness start(Told serving, OperatorSubtaskState state) throws Exception {
    return new EventHarness(serving, new HashMapStateBackend(), state);
  }

  private static EventInput<String> event(long time, boolean odd) {
    double amount = (odd ? 500 : 0) + 10.0 * (time % 4) + time * 7 % 10 / 10.0;
    double[] numbers = {time * 3 % 10 / 10.0, amount};
    Event read = new Event("a", time, numbers, new String[] {"shop " + time % 4}, null);
    return new EventInput.Happened<>("a" + time, read, null);
  }

  private static List<EventInput<String>> events(int from, int to, int odd) {
    List<EventInput<String>> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(event(i, i == odd));
    }
    return all;
  }

  private static List<String> told(List<Alarm> alarms) {
    return alarms.stream().map(a -> (a.opens() ? "+" : "-") + a.id() + "@" + a.time()).toList();
  }

  /** Off, on, another rule and off again, each from the last one's savepoint. */
  @Test
  void shouldGoOnByAnotherRuleFromASavepoint() throws Exception {
    OperatorSubtaskState state;
    try (EventHarness off = start(PLAIN, null)) {
      off.answers(events(0, 300, 250));
      assertThat(off.alarms()).isEmpty();
      state = off.snapshot();
    }
    try (EventHarness on = start(PLAIN.alarms(FAR), state)) {
      on.answers(events(300, 351, 350));
      assertThat(told(on.alarms())).containsExactly("+a/1/350@350");
      state = on.snapshot();
    }
    AlarmRule deaf = new AlarmRule(.05, 1e6, 0, 4);
    try (EventHarness other = start(PLAIN.alarms(deaf), state)) {
      other.answers(events(351, 600, 500));
      List<String> alarms = told(other.alarms());
      assertThat(alarms).hasSize(1); // what was open closes, nothing else is large enough
      assertThat(alarms.get(0)).startsWith("-a/1/350@3");
      state = other.snapshot();
    }
    try (EventHarness again = start(PLAIN.alarms(FAR), state)) {
      again.answers(events(600, 750, 700));
      assertThat(told(again.alarms())).first().isEqualTo("+a/2/700@700");
      state = again.snapshot();
    }
    try (EventHarness off = start(PLAIN, state)) {
      off.answers(events(750, 1000, 950));
      assertThat(off.alarms()).isEmpty();
    }
  }

  /** Where outcomes come later it is they that are odd. */
  @Test
  void shouldRaiseAlarmsOfOutcomes() throws Exception {
    try (EventHarness harness = start(PLAIN.alarms(FAR).waiting(new Waiting(4, 1000)), null)) {
      for (int i = 0; i < 300; i++) {
        Event both = ((EventInput.Happened<String>) event(i, i == 290)).read();
        double[] asked = {both.numbers()[0], Double.NaN};
        String id = "id-" + i;
        harness.send(
            new EventInput.Happened<>(
                "a" + i, new Event("a", 2 * i, asked, both.texts(), null, id, null), null));
        harness.send(
            new EventInput.Outcome<>(
                null,
                new Event("a", 2 * i + 1, both.numbers(), both.texts(), null, id, null),
                null));
      }
      assertThat(told(harness.alarms())).first().isEqualTo("+a/1/581@581");
      assertThat(harness.judged().stream().map(JudgedOutcome::oddness).map(odd -> odd.alarm()))
          .filteredOn(alarm -> alarm != null)
          .isEqualTo(harness.alarms());
    }
  }

  /** A provisional answer is of what was there by then; alarms are of all, in order of time. */
  @Test
  void shouldRaiseAlarmsInOrderOfTimeWhateverWasAnsweredBefore() throws Exception {
    EventTime hurried = EventTime.DEFAULTS.maxWait(Duration.ofMillis(100));
    Told serving = PLAIN.alarms(FAR);
    try (EventHarness ordered = start(serving, null);
        EventHarness harness = start(serving.eventTime(hurried), null)) {
      ordered.answers(events(0, 400, 351));
      assertThat(ordered.alarms()).isNotEmpty();
      harness.answers(events(0, 300, -1));
      harness.watermark(299);
      harness.clock(1000);
      List<EventInput<String>> late = events(300, 400, 351);
      for (int i = late.size() - 1; i >= 0; i -= 2) {
        harness.send(late.get(i));
      }
      harness.clock(2000);
      assertThat(harness.answers()).hasSize(350);
      assertThat(harness.alarms()).isEmpty();
      assertThat(harness.answers()).allMatch(answered -> answered.oddness().alarm() == null);
      for (int i = late.size() - 2; i >= 0; i -= 2) {
        harness.send(late.get(i));
      }
      harness.watermark(1000);
      assertThat(harness.answers()).hasSize(400);
      assertThat(harness.alarms()).isEqualTo(ordered.alarms());
      assertThat(harness.answers().stream().filter(a -> a.oddness().alarm() != null))
          .allMatch(a -> ordered.alarms().contains(a.oddness().alarm()));
    }
  }

  @Test
  void shouldRaiseNoneOfWhatIsLearnedInSilence() throws Exception {
    try (EventHarness all = start(PLAIN.alarms(FAR), null);
        EventHarness silent = start(PLAIN.alarms(FAR).queriesFrom(300), null)) {
      List<EventInput<String>> story = new ArrayList<>(events(0, 300, 250));
      story.addAll(events(300, 400, 350));
      all.answers(story);
      silent.answers(story);
      List<Alarm> later = all.alarms().stream().filter(alarm -> alarm.time() >= 300).toList();
      assertThat(later).isNotEmpty().hasSizeLessThan(all.alarms().size());
      assertThat(silent.alarms()).isEqualTo(later);
    }
  }
}
