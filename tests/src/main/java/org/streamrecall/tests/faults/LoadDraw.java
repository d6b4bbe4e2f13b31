package org.streamrecall.tests.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.streamrecall.client.Headers;
import org.streamrecall.client.QueryJson;
import org.streamrecall.client.TokenJson;
import org.streamrecall.client.Topics;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;
import org.streamrecall.model.TrainingRecord;

/**
 * Draws a load by a seed: tokens and queries of contexts of which few say most, up to {@link
 * #LATENESS} out of order, records that cannot be taken in, and models that answer from a time on.
 */
final class LoadDraw {
  static final Topics TOPICS = Topics.withPrefix("faults");
  static final int PARTITIONS = 4;
  static final Duration LATENESS = Duration.ofMillis(500);

  private static final Schema SCHEMA =
      Schema.of(FieldsJson.parse("{\"tag\":4,\"content\":2,\"readOut\":\"regress\"}"));

  /** The job's first. */
  static final RecallModel MODEL = model(8);

  private static final int RECORDS_A_QUERY = 5; // itself and four tokens
  private static final double BAD = 1 / 200.0;
  private static final double FORGET = 1 / 5000.0;
  private static final long STEP = 2; // milliseconds between two records

  private final int queries;
  private final int contexts;
  private final Random random;
  private final long start;
  private final boolean clocks;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Load.Gate> gates = new ArrayList<>();
  private int letters;

  private LoadDraw(int queries, int contexts, long seed, long start, boolean clocks) {
    this.start = start;
    this.queries = queries;
    this.contexts = contexts;
    this.random = new Random(seed);
    this.clocks = clocks;
  }

  /**
   * @param start time of the first record, not long ago: a broker forgets what it knows of a
   *     producer whose newest record is a day old, and takes one twice that is sent again
   * @param clocks whether some times are far ahead, which only the order of time minds
   */
  static Load of(int queries, int contexts, long seed, long start, boolean clocks) {
    return new LoadDraw(queries, contexts, seed, start, clocks).load();
  }

  private static RecallModel model(double beta) {
    Network network =
        Network.start(SCHEMA, 1, 1, beta, 0, new double[] {0, 0}, new double[] {1, 1});
    return new RecallModel(network, TrainingRecord.NONE);
  }

  private Load load() {
    int places = queries * RECORDS_A_QUERY;
    for (int i = 0; i < places; i++) {
      long now = start + STEP * i;
      if (i == places / 20) {
        model("sharper", 32, places / 3);
      } else if (i == 2 * places / 5) {
        model("softer", 4, 2 * places / 3);
      } else if (i == places / 3) {
        gates.add(new Load.Gate(records.size(), "not sharper"));
      } else if (i == 2 * places / 3) {
        gates.add(new Load.Gate(records.size(), "not softer"));
      }
      long time = now - random.nextInt((int) LATENESS.toMillis());
      if (i % RECORDS_A_QUERY == 2) {
        ask(i, time);
      } else if (random.nextDouble() < FORGET) {
        String context = context();
        String forget =
            "{\"context\":\"" + context + "\",\"type\":\"forget\",\"time\":" + time + "}";
        add(TOPICS.tokens(), context, time, utf8(forget));
      } else {
        tell(i, time);
      }
      if (random.nextDouble() < BAD) {
        bad(time);
      }
    }
    end(start + STEP * places + 10 * LATENESS.toMillis());
    return new Load(List.copyOf(records), queries, letters, List.copyOf(gates));
  }

  /** Squares of even draws: a tenth of the contexts says a third of all. */
  private String context() {
    double u = random.nextDouble();
    return "c" + (int) (u * u * contexts);
  }

  private float[] tag() {
    float[] tag = new float[4];
    for (int d = 0; d < tag.length; d++) {
      tag[d] = (float) random.nextGaussian();
    }
    return tag;
  }

  private void tell(int i, long time) {
    String context = context();
    float[] tag = tag();
    double lean = Math.floorMod(context.hashCode(), 7) - 3;
    float[] content = {
      (float) (lean * tag[0] + tag[1] + .1 * random.nextGaussian()),
      (float) (tag[2] * tag[3] + .1 * random.nextGaussian())
    };
    double weight = random.nextInt(10) == 0 ? 2.5 : 1;
    Token token = new Token(context, tag, content, time, weight, "t" + i);
    add(TOPICS.tokens(), context, time, TokenJson.write(token));
  }

  private void ask(int i, long time) {
    String context = context();
    Query query = Query.of("q" + i, context, tag(), time);
    add(TOPICS.queries(), context, time, QueryJson.write(query));
  }

  private void bad(long time) {
    String context = context();
    String head = "{\"context\":\"" + context + "\",";
    String rest = "\"tag\":[1,2,3,4],\"content\":[1,2],\"time\":";
    switch (random.nextInt(clocks ? 5 : 4)) {
      case 0 -> add(TOPICS.tokens(), context, time, utf8("no JSON at all"));
      case 1 -> add(TOPICS.tokens(), context, time, utf8(head + "\"tag\":[1]}"));
      case 2 -> add(TOPICS.queries(), context, time, utf8(head + "\"tag\":[1,2,3,4]}"));
      case 3 -> add(TOPICS.queries(), context, time, null);
      default -> {
        long ahead = time + Duration.ofDays(10).toMillis();
        add(TOPICS.tokens(), context, time, utf8(head + rest + ahead + "}"));
      }
    }
    letters++;
  }

  /** And one that is none. */
  private void model(String name, double beta, int place) {
    long from = start + STEP * place;
    publish(name, model(beta).toBytes(), from);
    publish("not " + name, utf8("no model"), from);
    letters++;
  }

  private void publish(String name, byte[] safetensors, long from) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPICS.models(), 0, from, utf8(name), safetensors);
    record.headers().add(Headers.EFFECTIVE_FROM, utf8(Long.toString(from)));
    records.add(record);
  }

  /** What lets the watermark of every partition pass all that came before. */
  private void end(long time) {
    for (int p = 0; p < PARTITIONS; p++) {
      byte[] context = utf8("end");
      Token token = Token.of("end", new float[4], new float[2], time);
      Query query = Query.of("end-" + p, "end", new float[4], time);
      records.add(new ProducerRecord<>(TOPICS.tokens(), p, time, context, TokenJson.write(token)));
      records.add(new ProducerRecord<>(TOPICS.queries(), p, time, context, QueryJson.write(query)));
    }
  }

  private void add(String topic, String context, long time, byte[] value) {
    records.add(new ProducerRecord<>(topic, null, time, utf8(context), value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
