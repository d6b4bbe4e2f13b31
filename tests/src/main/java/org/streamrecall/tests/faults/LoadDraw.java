package org.streamrecall.tests.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.streamrecall.client.Headers;
import org.streamrecall.client.Topics;
import org.streamrecall.model.Network;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TrainingRecord;

/**
 * Draws a load by a seed: records of keys of which few say most, up to {@link #LATENESS} out of
 * order, records that cannot be taken in, and models that answer from a time on.
 */
abstract class LoadDraw {
  static final Topics TOPICS = Topics.withPrefix("faults");
  static final int PARTITIONS = 4;
  static final Duration LATENESS = Duration.ofMillis(500);

  /** Before the names of questions that only move a partition: they may wait for ever. */
  static final String END = "end-";

  private static final double BAD = 1 / 200.0;
  private static final double FORGET = 1 / 5000.0;

  /**
   * @param queries that are answered
   * @param keys of which a tenth says a third
   * @param start time of the first record, not long ago: a broker forgets what it knows of a
   *     producer whose newest record is a day old, and takes one twice that is sent again
   * @param clocks whether some times are far ahead, which only the order of time minds
   */
  record Size(int queries, int keys, long seed, long start, boolean clocks) {}

  final Random random;
  private final Size size;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Load.Gate> gates = new ArrayList<>();
  private int letters;

  LoadDraw(Size size) {
    this.size = size;
    this.random = new Random(size.seed());
  }

  /** Places for records. */
  abstract int places();

  /** Milliseconds between two records. */
  abstract long step();

  /** A record that can be taken in, and answers if it asks. */
  abstract void good(int i, long time);

  /** Makes a key be forgotten. */
  abstract void forget(String key, long time);

  /** One of several ways. */
  abstract void bad(int way, String key, long time);

  /** What lets the watermark of a partition pass all that came before. */
  abstract void end(int partition, long time);

  abstract RecallModel model(double beta);

  /** Records of these places ask for no more than an answer. */
  boolean isQuestion(int i) {
    return i % 5 == 2;
  }

  static RecallModel model(Schema schema, int outputs, double beta) {
    double[] spread = new double[outputs];
    Arrays.fill(spread, 1);
    Network network = Network.start(schema, 1, 1, beta, 0, new double[outputs], spread);
    return new RecallModel(network, TrainingRecord.NONE);
  }

  final Load load() {
    int places = places();
    for (int i = 0; i < places; i++) {
      long now = size.start() + step() * i;
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
      if (!isQuestion(i) && random.nextDouble() < FORGET) {
        forget(key(), time);
      } else {
        good(i, time);
      }
      if (random.nextDouble() < BAD) {
        String key = key();
        bad(random.nextInt(size.clocks() ? 5 : 4), key, time);
        letters++;
      }
    }
    int end = records.size();
    for (int p = 0; p < PARTITIONS; p++) {
      end(p, size.start() + step() * places + 10 * LATENESS.toMillis());
    }
    return new Load(List.copyOf(records), answers(), letters, List.copyOf(gates), end);
  }

  /** How many of the good records have an answer. */
  abstract int answers();

  final int queries() {
    return size.queries();
  }

  /** Squares of even draws: a tenth of the keys says a third of all. */
  final String key() {
    double u = random.nextDouble();
    return "c" + (int) (u * u * size.keys());
  }

  /** And one that is none. */
  private void model(String name, double beta, int place) {
    long from = size.start() + step() * place;
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

  final void add(String topic, String key, long time, byte[] value) {
    records.add(new ProducerRecord<>(topic, null, time, utf8(key), value));
  }

  final void add(String topic, int partition, long time, byte[] value) {
    records.add(new ProducerRecord<>(topic, partition, time, utf8("end"), value));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
