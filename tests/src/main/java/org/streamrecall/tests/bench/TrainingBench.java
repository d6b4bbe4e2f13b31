package org.streamrecall.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.Case;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.Pass;
import org.streamrecall.model.ReadOutShape;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Weights;

/**
 * Loss and gradient of one step of training: 64 contexts of 256 tokens, four queries each, tags of
 * 8 and contents of 12 numbers, a read-out of 64x64.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBench {
  private static final int GROUPS = 8; // as in training
  private static final int CONTEXTS = 64;
  private static final int TOKENS = 256;
  private static final int QUERIES = 4;
  private static final int TAG = 8;
  private static final int CONTENT = 12;

  @Param({"1", "2"})
  int cores;

  /** Queries of a context that go through at once. */
  @Param({"1", "4"})
  int together;

  private final List<Measure> contexts = new ArrayList<>();
  private final List<List<Case>> cases = new ArrayList<>();
  private final Pass[] passes = new Pass[GROUPS];
  private final Weights[] gradients = new Weights[GROUPS];
  private ForkJoinPool pool;

  @Setup
  public void setUp() {
    Schema schema =
        Schema.of(FieldsJson.parse("{\"tag\":8,\"content\":12,\"inputs\":2,\"target\":1}"));
    ReadOutShape shape = new ReadOutShape(false, List.of(64, 64));
    Network network = Network.start(schema, 1, shape, 4, 1, new double[1], new double[] {1});
    Random random = new Random(1);
    for (int c = 0; c < CONTEXTS; c++) {
      ExactMeasure nu = new ExactMeasure(schema.shape());
      for (int t = 0; t < TOKENS; t++) {
        nu.add(new Atom(draw(TAG, random), draw(CONTENT, random), 1, Atom.NO_TIME, null));
      }
      contexts.add(nu);
      List<Case> asked = new ArrayList<>();
      for (int q = 0; q < QUERIES; q++) {
        asked.add(new Case(draw(TAG, random), draw(2, random), draw(1, random)));
      }
      cases.add(asked);
    }
    for (int g = 0; g < GROUPS; g++) {
      passes[g] = new Pass(network);
      gradients[g] = network.weights().zeros();
    }
    pool = new ForkJoinPool(cores);
  }

  @TearDown
  public void close() {
    pool.shutdown();
  }

  private static float[] draw(int n, Random random) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) (random.nextGaussian() / Math.sqrt(n));
    }
    return v;
  }

  @Benchmark
  public double step() {
    return pool.submit(() -> IntStream.range(0, GROUPS).parallel().mapToDouble(this::group).sum())
        .join();
  }

  private double group(int g) {
    passes[g].renew();
    List<Pass.Part> parts = new ArrayList<>();
    for (int c = g; c < CONTEXTS; c += GROUPS) {
      Measure nu = contexts.get(c);
      for (int q = 0; q < QUERIES; q += together) {
        parts.add(new Pass.Part(() -> nu, cases.get(c).subList(q, q + together)));
      }
    }
    if (together > 1) {
      return passes[g].loss(parts, gradients[g]);
    }
    double loss = 0;
    for (Pass.Part part : parts) {
      loss += passes[g].loss(List.of(part), gradients[g]);
    }
    return loss;
  }
}
