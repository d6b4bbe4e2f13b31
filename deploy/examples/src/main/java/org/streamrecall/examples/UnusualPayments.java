package org.streamrecall.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RefusedEvent;

/** A job of one's own: which payments are unusual for their card, in order of event time. */
public final class UnusualPayments {
  private static final List<String> MERCHANTS = List.of("fuel", "food", "books");
  private static final int MADE_UP = 20_000;
  private static final int CARDS = 20;

  private UnusualPayments() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<Payment> payments = // of Kafka, in a job that is no example
        env.fromSequence(0, MADE_UP).map(UnusualPayments::madeUp).returns(Payment.class);
    EventRecall<Payment> recall = recall(payments);
    SingleOutputStreamOperator<Answered<Payment>> answered = recall.apply();
    answered.process(new Alert(.999)).print();
    answered.getSideOutput(recall.refused()).map(RefusedEvent::reason).print("refused");
    env.execute("unusual payments");
  }

  /** Watermarks are the job's own, as for any operator of Flink that waits for them. */
  static EventRecall<Payment> recall(DataStream<Payment> payments) {
    DataStream<Payment> timed =
        payments.assignTimestampsAndWatermarks(
            WatermarkStrategy.<Payment>forBoundedOutOfOrderness(Duration.ofMinutes(5))
                .withTimestampAssigner((payment, timestamp) -> payment.at.toEpochMilli()));
    return Recall.on(timed)
        .key("card", payment -> payment.card)
        .time("at", payment -> payment.at)
        .text("merchant", payment -> payment.merchant)
        .number("amount", payment -> payment.amount)
        .like("category(merchant), hour(at), lag(amount,1..2)")
        .predict("amount")
        .sketchBytes(16_384) // of each card, all in
        .eventTime(EventTime.DEFAULTS)
        .uid("payments");
  }

  /** Each merchant has its price; one payment in 5,000 is thirty times that. */
  static Payment madeUp(long number) {
    SplittableRandom random = new SplittableRandom(number);
    int merchant = random.nextInt(MERCHANTS.size());
    double amount = (10 + 20 * merchant) * (.9 + .2 * random.nextDouble());
    return new Payment(
        "card-" + number % CARDS,
        Instant.ofEpochSecond(1_767_225_600 + 60 * number),
        MERCHANTS.get(merchant),
        number % 5000 == 4999 ? 30 * amount : amount);
  }
}
