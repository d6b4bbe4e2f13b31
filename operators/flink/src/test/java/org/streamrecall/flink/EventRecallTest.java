package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;

class EventRecallTest {
  private static final String LIKE = "hour(at), category(merchant), lag(amount,1)";
  private static final int BYTES = 4096;

  private static DataStream<Payment> payments(StreamExecutionEnvironment env, List<Payment> list) {
    return env.fromData(list, TypeInformation.of(Payment.class)).setParallelism(1);
  }

  private static EventRecall<Payment> recall(DataStream<Payment> payments) {
    return Recall.on(payments)
        .key("card", Payment::card)
        .time("at", Payment::instant)
        .number("amount", Payment::amount)
        .text("merchant", Payment::merchant)
        .sketchBytes(BYTES)
        .uid("payments");
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    return LocalEnvironment.of(parallelism);
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  /** What each key's own memory says, without any job. */
  private static List<String> expected(List<Payment> payments) {
    EventSchema schema = EventSchema.of("card", "at", LIKE, "amount", null);
    Map<String, EventMemory> memories = new HashMap<>();
    List<String> all = new ArrayList<>();
    for (Payment payment : payments) {
      EventMemory memory =
          memories.computeIfAbsent(
              payment.card(), card -> new EventMemory(schema.untrained(), BYTES, true, Decay.NONE));
      double amount = payment.amount();
      Judgement judgement =
          memory.tell(
              new Event(
                  payment.card(),
                  payment.at(),
                  new double[] {amount},
                  new String[] {payment.merchant()},
                  null));
      all.add(payment + " " + judgement.answer() + " " + judgement.surprise());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldAnswerEachEventAsItsKeysMemoryDoesAtAnyParallelism(int parallelism) throws Exception {
    List<Payment> payments = Payment.stream(5, 200, 1);
    StreamExecutionEnvironment env = environment(parallelism);
    CloseableIterator<Answered<Payment>> answered =
        recall(payments(env, payments)).like(LIKE).predict("amount").apply().collectAsync();
    env.execute();
    List<Answered<Payment>> all = drain(answered);
    assertThat(all)
        .extracting(a -> a.event() + " " + a.prediction().answer() + " " + a.surprise())
        .containsExactlyInAnyOrderElementsOf(expected(payments));
    Answered<Payment> last =
        all.stream().max(Comparator.comparing(a -> a.event().at())).orElseThrow();
    assertThat(last.prediction().context()).isEqualTo(last.event().card());
    assertThat(last.prediction().time()).isEqualTo(last.event().at());
    double foretold = last.prediction().answer().value()[0];
    assertThat(foretold).isBetween(last.event().amount() - 1, last.event().amount() + 1);
    assertThat(last.value("amount")).hasValue(foretold);
    assertThat(last.interval("amount").orElseThrow().contains(foretold)).isTrue();
    Answered<Payment> first =
        all.stream().min(Comparator.comparing(a -> a.event().at())).orElseThrow();
    assertThat(first.status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(first.value("amount")).isEmpty();
    assertThat(first.interval("amount")).isEmpty();
    assertThatThrownBy(() -> first.value("merchant"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"merchant\" is no target of the answer; its targets are [amount]");
  }

  @Test
  void shouldForetellWhatComesNextAndCategories() throws Exception {
    List<Payment> payments = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      payments.add(new Payment("c", i, (double) (i % 4), "shop " + i % 4));
    }
    StreamExecutionEnvironment env = environment(1);
    DataStream<Payment> stream = payments(env, payments);
    var next =
        recall(stream)
            .like("category(merchant)")
            .predictNext("amount", 2)
            .base("none")
            .quantiles(.9, .1)
            .uid("next");
    var shop = recall(stream).like("amount").predict("category(merchant)").uid("shop");
    CloseableIterator<Answered<Payment>> ahead = next.apply().collectAsync();
    CloseableIterator<Answered<Payment>> named = shop.apply().collectAsync();
    env.execute();
    Answered<Payment> two = drain(ahead).get(199);
    assertThat(two.prediction().answer().value()[0]).isBetween(0.9, 1.1); // 3, then 0, then 1
    assertThat(two.value("next(amount,2)")).hasValue(two.prediction().answer().value()[0]);
    assertThat(two.quantile("next(amount,2)", .1).orElseThrow()).isLessThan(1.1);
    assertThat(two.surprise()).isLessThan(0.95);
    Answered<Payment> three = drain(named).get(199);
    assertThat(three.prediction().answer().categories())
        .containsExactly("shop 0", "shop 1", "shop 2", "shop 3", null); // null: none of them
    assertThat(three.prediction().answer().value()[3]).isGreaterThan(0.5f);
    assertThat(three.probabilities("category(merchant)"))
        .containsEntry("shop 3", three.prediction().answer().value()[3])
        .containsKey(null);
  }

  /** What counts up is reset now and then, at the last event too. */
  @Test
  void shouldForetellSeveralNumbersAndChangesAmongThem() throws Exception {
    List<Payment> payments = new ArrayList<>();
    double count = 0;
    for (int i = 0; i < 300; i++) {
      double by = 1 + 3 * (i % 4);
      count = i % 100 == 99 ? by : count + by;
      payments.add(new Payment("c", i, count, "shop " + (i + 1) % 4));
    }
    StreamExecutionEnvironment env = environment(1);
    CloseableIterator<Answered<Payment>> answered =
        recall(payments(env, payments))
            .number("count", Payment::amount)
            .like("lag(category(merchant),1), lag(delta(count),1..2)")
            .predict("delta(count), next(delta(amount))")
            .base("none")
            .uid("counts")
            .apply()
            .collectAsync();
    env.execute();
    List<Answered<Payment>> all = drain(answered);
    double[] last = all.get(299).prediction().answer().value();
    assertThat(last[0]).isBetween(9.5, 10.5);
    assertThat(last[1]).isBetween(0.5, 1.5);
  }

  /** Flink keeps a key character by character: halves of pairs, too, are keys of their own. */
  @Test
  void shouldGiveEachKeyAMemoryOfItsOwnAndRefuseCategoriesThatCouldNotComeBack() throws Exception {
    List<Payment> payments = new ArrayList<>();
    List<String> cards = List.of("\ud800", "\ud801", "?", "\ufffd", "\ud83d\ude00");
    for (int i = 0; i < 20; i++) {
      payments.add(new Payment(cards.get(i % 5), i, 1.0, i % 5 == 0 ? "other" : "shop " + i % 5));
    }
    payments.add(new Payment("?", 20, 1.0, "\ud800"));
    payments.add(new Payment("?", 21, 1.0, "a".repeat(65)));
    StreamExecutionEnvironment env = environment(2);
    EventRecall<Payment> recall =
        recall(payments(env, payments)).like("amount").predict("category(merchant)");
    SingleOutputStreamOperator<Answered<Payment>> answered = recall.apply();
    CloseableIterator<RefusedEvent<Payment>> refused =
        answered.getSideOutput(recall.refused()).collectAsync();
    CloseableIterator<Answered<Payment>> good = answered.collectAsync();
    env.execute();
    assertThat(drain(refused))
        .extracting(RefusedEvent::reason)
        .containsExactly(
            "merchant=\"\\ud800\" holds half a surrogate pair, which is no character; send whole"
                + " characters",
            "merchant=\""
                + "a".repeat(60)
                + "..\" has 65 bytes of UTF-8; a category that is foretold must have at most 64, for"
                + " it is kept whole; send a shorter name, or a code");
    List<Answered<Payment>> all = drain(good);
    assertThat(all).hasSize(20);
    for (Answered<Payment> one : all) {
      assertThat(one.prediction().context()).isEqualTo(one.event().card());
      assertThat(one.prediction().answer().tokens()).isEqualTo(one.event().at() / 5);
      assertThat(one.prediction().answer().categories())
          .isEqualTo(
              one.event().at() < 5 ? List.of() : Arrays.asList(one.event().merchant(), null));
    }
  }

  @Test
  void shouldHandBackWhatItCannotTakeInWithTheReason() throws Exception {
    List<Payment> payments =
        List.of(
            new Payment(null, 1, 1.0, "a"),
            new Payment("c", 2, 1e300, "a"),
            new Payment("c", 3, null, "a"),
            new Payment("c", 4, Double.POSITIVE_INFINITY, "a"));
    StreamExecutionEnvironment env = environment(1);
    EventRecall<Payment> recall = recall(payments(env, payments)).like(LIKE).predict("amount");
    SingleOutputStreamOperator<Answered<Payment>> answered = recall.apply();
    CloseableIterator<RefusedEvent<Payment>> refused =
        answered.getSideOutput(recall.refused()).collectAsync();
    CloseableIterator<Answered<Payment>> good = answered.collectAsync();
    env.execute();
    assertThat(drain(refused))
        .containsExactly(
            new RefusedEvent<>(
                payments.get(0), "card is missing; every event needs the key that it belongs to"),
            new RefusedEvent<>(
                payments.get(1),
                "c",
                null,
                "amount=1.0E300 is beyond 1e16; use a larger unit, or foretell its log"),
            new RefusedEvent<>(
                payments.get(3), "amount=Infinity is not finite; use null if unknown"));
    Answered<Payment> only = drain(good).get(0);
    assertThat(only.event()).isEqualTo(payments.get(2));
    assertThat(only.prediction().answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(only.surprise()).isNaN();
  }

  @Test
  void shouldRefuseATextWhereANumberWas() throws Exception {
    List<Payment> payments = List.of(new Payment("c", 1, 1.0, "much"));
    StreamExecutionEnvironment env = environment(1);
    EventRecall<Payment> recall =
        recall(payments(env, payments))
            .number("amount", Payment::merchant)
            .like(LIKE)
            .predict("amount");
    CloseableIterator<RefusedEvent<Payment>> refused =
        recall.apply().getSideOutput(recall.refused()).collectAsync();
    env.execute();
    assertThat(drain(refused))
        .containsExactly(
            new RefusedEvent<>(
                payments.get(0),
                "amount=much is no number but a String; read it by .text(\"amount\", ..), or give a"
                    + " Number, an Instant or null"));
  }

  /** The same answers as of a memory by itself, whoever's the events are. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTakeAllEventsAsOneSeriesWithoutAKey(boolean modelled) throws Exception {
    List<Payment> payments = Payment.stream(3, 20, 1);
    StreamExecutionEnvironment env = environment(2);
    EventSchema schema = EventSchema.of(null, "seconds(at)", LIKE, "amount", null);
    EventRecall<Payment> recall =
        Recall.on(payments(env, payments))
            .time("seconds(at)", payment -> payment.at() / 1000.0)
            .number("amount", Payment::amount)
            .text("merchant", Payment::merchant)
            .sketchBytes(BYTES)
            .uid("series");
    CloseableIterator<Answered<Payment>> answered =
        (modelled ? recall.model(schema.untrained()) : recall.like(LIKE).predict("amount"))
            .apply()
            .collectAsync();
    env.execute();
    EventMemory memory = new EventMemory(schema.untrained(), BYTES, true, Decay.NONE);
    List<Answered<Payment>> all = drain(answered);
    assertThat(all).extracting(Answered::event).containsExactlyElementsOf(payments);
    for (Answered<Payment> one : all) {
      Payment payment = one.event();
      double[] amount = {payment.amount()};
      String[] merchant = {payment.merchant()};
      Judgement alone = memory.tell(new Event("all", payment.at(), amount, merchant, null));
      assertThat(one.prediction().context()).isEqualTo("all");
      assertThat(one.prediction().time()).isEqualTo(payment.at());
      assertThat(one.prediction().answer()).hasToString(alone.answer().toString());
      assertThat(one.prediction().model()).isEqualTo(schema.untrained().id());
    }
  }

  @Test
  void shouldTakeWhatTheModelSays() {
    StreamExecutionEnvironment env = environment(1);
    RecallModel model = EventSchema.of("card", "at", LIKE, "amount", "last").untrained();
    List<Payment> one = Payment.stream(1, 1, 1);
    recall(payments(env, one)).model(model).apply();
    assertThatThrownBy(
            () ->
                recall(payments(env, one)).model(model).like("hour(at)").predict("amount").apply())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("leave like and predict out, or train a model for them");
  }

  @Test
  void shouldSayWhatIsMissing() {
    StreamExecutionEnvironment env = environment(1);
    DataStream<Payment> one = payments(env, Payment.stream(1, 1, 1));
    assertThatThrownBy(() -> Recall.on(one).apply())
        .hasMessage(
            "the recall on events has no uid; add .uid(\"payments\"), a name of its own in the job");
    RecallModel keyed = EventSchema.of("card", null, "lag(amount,1)", "amount", null).untrained();
    assertThatThrownBy(
            () -> Recall.on(one).number("amount", Payment::amount).model(keyed).uid("a").apply())
        .hasMessage("the recall on events has no key; add .key(\"card\", Payment::card)");
    RecallModel series = EventSchema.of(null, null, "lag(amount,1)", "amount", null).untrained();
    assertThatThrownBy(() -> recall(one).model(series).apply())
        .hasMessage(
            "the model has no key, all its events are one series; leave .key(\"card\", ..) out, or"
                + " take a model with a key");
    assertThatThrownBy(() -> recall(one).apply())
        .hasMessage(
            "the recall on events has no like; add .like(\"hour(at), category(merchant)\")");
    assertThatThrownBy(
            () ->
                Recall.on(one)
                    .key("card", Payment::card)
                    .number("amount", Payment::amount)
                    .like("lag(amount,1)")
                    .predict("amount")
                    .halfLife(Duration.ofDays(1))
                    .uid("timeless")
                    .apply())
        .hasMessage("a half-life needs to know when events were; add .time(\"at\", Payment::at)");
    assertThatThrownBy(() -> recall(one).like("load").predict("amount").apply())
        .hasMessage(
            "the events' field load is not read by any function; add .number(\"load\", ..)");
    assertThatThrownBy(() -> recall(one).like("log(amount)").predict("amount").apply())
        .hasMessage(
            "log(amount) would read the very value of amount that is to be foretold; use"
                + " lag(log(amount),1), or foretell next(amount)");
    assertThatThrownBy(() -> recall(one).like(LIKE).predict("amount").sketchBytes(500).apply())
        .hasMessageStartingWith("sketch.bytes=500 is below the ");
  }
}
