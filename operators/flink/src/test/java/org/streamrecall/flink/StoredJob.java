package org.streamrecall.flink;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * Jobs whose savepoints are stored with the tests: between them they have every kind of state. Each
 * takes in a first half, and after a savepoint the second. What comes out is told in bits.
 */
enum StoredJob {
  /** In order of time, queries and tokens waiting, references kept, models from times on. */
  TOKENS {
    @Override
    DataStream<String> build(StreamExecutionEnvironment environment, boolean second) {
      return recall(environment, second).apply().map(StoredJob::text, Types.STRING);
    }
  },
  /** The same, one context in shards. */
  SHARDS {
    @Override
    DataStream<String> build(StreamExecutionEnvironment environment, boolean second) {
      return recall(environment, second)
          .salted(4, Set.of("a"))
          .apply()
          .map(StoredJob::text, Types.STRING);
    }
  },
  /**
   * Events judged and learned in order of time: numbers with lags, a category, a value that is
   * still to come; each of them once, and by another model beside.
   */
  EVENTS {
    @Override
    DataStream<String> build(StreamExecutionEnvironment environment, boolean second) {
      GeneratorFunction<Long, Payment> payments = StoredJob::payment;
      String like = "hour(at), category(merchant), lag(amount,1)";
      return Recall.on(
              source(environment, payments, TypeInformation.of(Payment.class), second)
                  .assignTimestampsAndWatermarks(
                      WatermarkStrategy.<Payment>forBoundedOutOfOrderness(Duration.ofMinutes(5))
                          .withTimestampAssigner((payment, before) -> payment.at())))
          .key("card", Payment::card)
          .time("at", Payment::at)
          .id("at", Payment::at)
          .number("amount", Payment::amount)
          .text("merchant", Payment::merchant)
          .like(like)
          .predict("next(amount)")
          .eventTime(EventTime.DEFAULTS)
          .distinctRefs(8)
          .shadow(EventSchema.of("card", "at", like, "next(amount)", null).untrained())
          .sketchBytes(4096)
          .uid("payments")
          .apply()
          .map(
              answered ->
                  answered.event().card()
                      + "@"
                      + answered.event().at()
                      + text(answered.prediction().answer()),
              Types.STRING);
    }
  };

  private static final int HALF = 400;

  /** Behind the newest, at most, that a record of the story comes. */
  private static final int LATENESS = 200;

  /**
   * @param second whether the second half is told too
   */
  abstract DataStream<String> build(StreamExecutionEnvironment environment, boolean second);

  static Recall recall(StreamExecutionEnvironment environment, boolean second) {
    GeneratorFunction<Long, RecallInput> story = StoredJob::input;
    GeneratorFunction<Long, ModelUpdate> models = StoredJob::model;
    DataStream<RecallInput> inputs =
        source(environment, story, RecallTypes.INPUT, second)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RecallInput>forBoundedOutOfOrderness(Duration.ofMillis(LATENESS))
                    .withTimestampAssigner((input, before) -> input.time()));
    DataStream<ModelUpdate> updates =
        environment
            .fromSource(
                new DataGeneratorSource<>(models, 2, limit(2, second), RecallTypes.MODEL_UPDATE),
                WatermarkStrategy.noWatermarks(),
                "models")
            .setParallelism(1)
            .uid("models");
    return Recall.inputs(inputs)
        .model(Example.MODEL)
        .models(updates)
        .sketchBytes(Example.SMALL)
        .distinctRefs(8)
        .eventTime(EventTime.DEFAULTS)
        .uid("answers");
  }

  private static <T> DataStream<T> source(
      StreamExecutionEnvironment environment,
      GeneratorFunction<Long, T> story,
      TypeInformation<T> type,
      boolean second) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(story, 2 * HALF, limit(HALF, second), type),
            WatermarkStrategy.noWatermarks(),
            "story")
        .setParallelism(1)
        .uid("story");
  }

  /** So many, and then a savepoint is waited for. */
  private static RateLimiterStrategy<?> limit(int first, boolean second) {
    return second ? RateLimiterStrategy.noOp() : RateLimiterStrategy.perCheckpoint(first);
  }

  private static ModelUpdate model(long i) {
    boolean sharper = i % 2 == 0;
    byte[] bytes = (sharper ? Example.SHARPER : Example.MODEL).toBytes();
    return new ModelUpdate("model-" + i, bytes, 1000 + 2000 * i);
  }

  private static RecallInput input(long i) {
    SplittableRandom random = new SplittableRandom(i);
    String context = "abc".substring(random.nextInt(3)).substring(0, 1);
    long time = 5 * i - random.nextInt(LATENESS);
    float[] tag = {(float) random.nextDouble(), (float) random.nextDouble()};
    if (i % 4 == 0) {
      return RecallInput.of(Example.SCHEMA, Query.of("q" + i, context, tag, time), origin(i));
    }
    String ref = "ref-" + (i % 10 == 1 ? i - 2 : i); // some tell again what was told
    return RecallInput.of(
        Example.SCHEMA,
        new Token(context, tag, new float[] {tag[0] - tag[1]}, time, 1, ref),
        origin(i));
  }

  /** Of some: what was made by hand has none. */
  private static Origin origin(long i) {
    return i % 3 == 0 ? null : new Origin("story", 0, i, 5 * i);
  }

  private static Payment payment(long i) {
    SplittableRandom random = new SplittableRandom(i);
    int merchant = random.nextInt(4);
    String card = "card-" + i % 3;
    return new Payment(card, 60_000 * i, 10.0 * merchant + random.nextDouble(), "shop " + merchant);
  }

  private static String text(Prediction prediction) {
    return prediction.id() + text(prediction.answer()) + " " + prediction.model().substring(0, 15);
  }

  /** Without decimals, which JDKs write differently. */
  private static String text(Answer answer) {
    return " "
        + answer.status().wire()
        + " "
        + answer.tokens()
        + " "
        + IntStream.range(0, answer.value().length)
            .mapToObj(t -> Integer.toHexString(Float.floatToIntBits((float) answer.value()[t])))
            .collect(Collectors.joining(","))
        + (answer.asOf() == Atom.NO_TIME ? "" : " " + answer.asOf());
  }
}
