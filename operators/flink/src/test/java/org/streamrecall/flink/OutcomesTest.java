package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.JudgedOutcome;

/** Events and their outcomes as two streams, which have no order between them. */
class OutcomesTest {
  /** What is known of a payment later. */
  public record Chargeback(String card, String payment, long at, Double loss) {}

  private final StreamExecutionEnvironment env = environment();

  private static StreamExecutionEnvironment environment() {
    return LocalEnvironment.of(2);
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  private static String id(Payment payment) {
    return payment.card() + " " + payment.at();
  }

  private Outcomes<Chargeback> outcomes(List<Chargeback> list) {
    return Outcomes.of(env.fromData(list, TypeInformation.of(Chargeback.class)).setParallelism(1))
        .key("card", Chargeback::card)
        .id("payment", Chargeback::payment)
        .time("at", Chargeback::at)
        .number("loss", Chargeback::loss);
  }

  private EventRecall<Payment> recall(List<Payment> list) {
    DataStream<Payment> payments =
        env.fromData(list, TypeInformation.of(Payment.class)).setParallelism(1);
    return Recall.on(payments)
        .key("card", Payment::card)
        .time("at", Payment::at)
        .text("merchant", Payment::merchant)
        .number("amount", Payment::amount)
        .like("category(merchant), log(amount)")
        .predict("loss")
        .sketchBytes(65_536)
        .uid("payments");
  }

  @Test
  void shouldLearnFromOutcomesWhicheverComesFirst() throws Exception {
    List<Payment> payments = Payment.stream(3, 200, 1);
    List<Chargeback> losses = new ArrayList<>();
    for (Payment p : payments) {
      losses.add(new Chargeback(p.card(), id(p), p.at() + 1000, p.amount() / 2));
    }
    losses.add(new Chargeback("card-0", "none", 5, null));
    losses.add(new Chargeback("card-0", "", 5, 1.0));
    losses.add(new Chargeback("", "1", 5, 1.0));
    Outcomes<Chargeback> outcomes = outcomes(losses);
    SingleOutputStreamOperator<Answered<Payment>> answered =
        recall(payments)
            .id("id", OutcomesTest::id)
            .outcomes(outcomes, Duration.ofDays(1), 200)
            .apply();
    CloseableIterator<JudgedOutcome> judged =
        answered.getSideOutput(Recall.JUDGED_OUTCOMES).collectAsync();
    CloseableIterator<RefusedEvent<Chargeback>> refused = outcomes.refused().collectAsync();
    CloseableIterator<Answered<Payment>> good = answered.collectAsync();
    env.execute();
    List<Answered<Payment>> all = drain(good);
    List<JudgedOutcome> later = drain(judged);
    assertThat(all).extracting(Answered::event).containsExactlyInAnyOrderElementsOf(payments);
    Set<String> seen = new HashSet<>();
    later.forEach(outcome -> seen.add(outcome.id()));
    assertThat(seen).hasSameSizeAs(later);
    long known = all.stream().filter(a -> !Double.isNaN(a.surprise())).count();
    long first = all.stream().filter(a -> a.prediction().answer().value().length == 0).count();
    assertThat(later.size() + known).isBetween(payments.size() - first, (long) payments.size());
    assertThat(drain(refused))
        .extracting(RefusedEvent::reason)
        .containsExactlyInAnyOrder(
            "card is missing; every outcome needs the key of its event",
            "loss is missing; an outcome brings all that is to be foretold, at once",
            "payment is missing; by it an event is told from others and joined to its outcome");
  }

  @Test
  void shouldSayWhatIsMissing() {
    List<Payment> payments = Payment.stream(1, 1, 1);
    List<Chargeback> one = List.of(new Chargeback("card-0", "1", 1, 1.0));
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> recall(payments).outcomes(outcomes(one), day, 8).apply())
        .hasMessage("the recall on events has no id; add .id(\"payment\", Payment::id)");
    assertThatThrownBy(
            () ->
                recall(payments)
                    .id("id", OutcomesTest::id)
                    .predict("gain")
                    .outcomes(outcomes(one), day, 8)
                    .apply())
        .hasMessage(
            "the outcomes' field gain is not read by any function; add .number(\"gain\", ..)");
    assertThatThrownBy(() -> outcomes(one).refused())
        .hasMessage("outcomes are read by no recall yet; apply it first");
    assertThatThrownBy(
            () ->
                recall(payments)
                    .id("id", OutcomesTest::id)
                    .sketchBytes(4096)
                    .outcomes(outcomes(one), day, 500)
                    .apply())
        .hasMessageContaining("sketch.bytes=4096 is below the ");
  }
}
