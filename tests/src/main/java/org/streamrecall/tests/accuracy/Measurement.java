package org.streamrecall.tests.accuracy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws one stream, tells it to every memory and compares their answers with the exact ones. */
final class Measurement {
  private static final int CHUNK = 1024; // tokens made ready outside the clock
  private static final int ROUNDS = 8; // of all queries, to warm up and again to time
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final StreamDraw draw;
  private final double[] betas;
  private final TokenStream stream;
  private final double spread;
  private final double[][][] exact; // (betas, queries, valueDims)
  private final SketchMemory sketch;
  private final List<Memory> others; // in the order of Accuracy.Ratio
  private final double addNanos;

  /**
   * @param bytes of every memory
   * @param shards in which the sketch is told, each its own sketch, merged at the end
   */
  Measurement(StreamDraw draw, int bytes, double[] betas, int shards) {
    int dims = draw.dims();
    int contentDims = draw.contentDims();
    long seed = draw.seed();
    this.draw = draw;
    this.betas = betas;
    this.sketch = new SketchMemory(bytes, dims, contentDims);
    this.others =
        List.of(
            new Reservoir(Rounding.INT8, bytes, dims, contentDims, seed),
            new Reservoir(Rounding.F32, bytes, dims, contentDims, seed),
            new DiagonalCf(bytes, dims, contentDims),
            new Centroids(bytes, dims, contentDims));
    this.stream = draw.draw();
    this.spread = stream.spread();
    this.exact = ExactAttention.answers(stream, betas);
    this.addNanos = (double) tellShards(bytes, shards) / stream.tokens();
    others.parallelStream().forEach(other -> tell(other, 0, stream.tokens()));
  }

  /** One for each beta. */
  List<Accuracy> accuracies() {
    List<Accuracy> accuracies = new ArrayList<>();
    double[][] landmarks = stream.landmarks();
    for (int b = 0; b < betas.length; b++) {
      double[][] queries = stream.queries(betas[b]);
      double[][] answers = answers(sketch, queries);
      double[] errors = Errors.of(exact[b], answers, spread);
      double[] bounds = Arrays.stream(queries).mapToDouble(a -> sketch.bound(a) / spread).toArray();
      double median = Errors.quantile(errors, 0.5);
      double[] ratios = new double[others.size()];
      for (int o = 0; o < ratios.length; o++) {
        double[] theirs = Errors.of(exact[b], answers(others.get(o), queries), spread);
        ratios[o] = Errors.quantile(theirs, 0.5) / median;
      }
      accuracies.add(
          new Accuracy(
              draw.shape().word(),
              Long.toString(draw.seed()),
              betas[b],
              median,
              Errors.quantile(errors, 0.9),
              Errors.quantile(errors, 0.99),
              Errors.recall(exact[b], answers, landmarks),
              Errors.coverage(errors, bounds),
              Errors.quantile(bounds, 0.5),
              new Accuracy.Ratio(ratios[0], ratios[1], ratios[2], ratios[3]),
              addNanos,
              recallNanos(queries),
              sketch.sizeInBytes()));
    }
    return accuracies;
  }

  StreamDraw draw() {
    return draw;
  }

  TokenStream stream() {
    return stream;
  }

  /** The exact answers, (betas, queries, valueDims). */
  double[][][] exact() {
    return exact;
  }

  /** The sketch's answer to one query. */
  double[] sketched(int query, double beta) {
    return sketch.answer(stream.query(query, beta));
  }

  static double[][] answers(Memory memory, double[][] queries) {
    return Arrays.stream(queries).map(memory::answer).toArray(double[][]::new);
  }

  /** Returns the CPU time of this thread in the sketches' add and merge. */
  private long tellShards(int bytes, int shards) {
    long nanos = tell(sketch, 0, shardEnd(0, shards));
    for (int s = 1; s < shards; s++) {
      SketchMemory shard = new SketchMemory(bytes, stream.dims(), stream.contentDims());
      nanos += tell(shard, shardEnd(s - 1, shards), shardEnd(s, shards));
      long start = THREADS.getCurrentThreadCpuTime();
      sketch.merge(shard);
      nanos += THREADS.getCurrentThreadCpuTime() - start;
    }
    return nanos;
  }

  private int shardEnd(int shard, int shards) {
    return (int) ((shard + 1L) * stream.tokens() / shards);
  }

  /** Tells some tokens; returns the CPU time of this thread in the memory's add. */
  private long tell(Memory memory, int first, int end) {
    float[][] tags = new float[CHUNK][];
    float[][] contents = new float[CHUNK][];
    long nanos = 0;
    for (int from = first; from < end; from += CHUNK) {
      int count = Math.min(CHUNK, end - from);
      for (int i = 0; i < count; i++) {
        int t = from + i;
        tags[i] = stream.tag(t);
        contents[i] = stream.content(t);
      }
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        memory.add(tags[i], contents[i]);
      }
      nanos += THREADS.getCurrentThreadCpuTime() - start;
    }
    return nanos;
  }

  private double recallNanos(double[][] queries) {
    double sum = 0; // used below, so that no answer can be left out as dead
    for (int round = 0; round < ROUNDS; round++) {
      for (double[] a : queries) {
        sum += sketch.answer(a)[0];
      }
    }
    long start = THREADS.getCurrentThreadCpuTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (double[] a : queries) {
        sum += sketch.answer(a)[0];
      }
    }
    double nanos = THREADS.getCurrentThreadCpuTime() - start;
    return Double.isNaN(sum) ? Double.NaN : nanos / (ROUNDS * queries.length);
  }
}
