package org.streamrecall.tests.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.tests.accuracy.Sample;

/**
 * What a token and a question cost a memory of d = 16 whose content is the tag: an add, folds and
 * packing included; a recall by one head that follows another; and one that unpacks the memory
 * first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoryBench {
  private static final int DIMS = 16;
  private static final int TOKENS = 1 << 16;
  private static final int ROUNDS = 4; // tokens before the clock: a steady memory
  private static final int ADDS = 4096;
  private static final float[] NO_CONTENT = {};

  @Param({"gauss", "aniso", "cosine", "heavy", "drift"})
  String shape;

  @Param({"16384", "4096"})
  int bytes;

  private Atom[] atoms;
  private double[][] queries;
  private MeasureSketch told; // goes on growing
  private MeasureSketch asked;
  private byte[] memory;
  private List<Atom> recent;
  private double[] shares;
  private double[] value;
  private int token;
  private int query;

  @Setup
  public void setUp() {
    Sample sample = Sample.draw(shape, TOKENS, DIMS, 16, 7, 10);
    queries = sample.queries();
    atoms = new Atom[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      atoms[i] = new Atom(sample.tags()[i], NO_CONTENT, 1, Atom.NO_TIME, null);
    }
    SketchLayout layout = SketchLayout.of(new Shape(DIMS, 0, 0, 0), bytes, false, Decay.NONE);
    told = new MeasureSketch(layout);
    asked = new MeasureSketch(layout);
    for (int i = 0; i < ROUNDS * TOKENS; i++) {
      told.add(atoms[i % TOKENS]);
      asked.add(atoms[i % TOKENS]);
    }
    memory = asked.memory();
    recent = asked.recent();
    shares = new double[asked.parts()];
    value = new double[DIMS];
  }

  @Benchmark
  @OperationsPerInvocation(ADDS)
  public long add() {
    for (int i = 0; i < ADDS; i++) {
      told.add(atoms[token++ % TOKENS]);
    }
    return told.tokens();
  }

  @Benchmark
  public double warmRecall() {
    return SoftmaxRecall.recall(asked, next(), shares, value);
  }

  @Benchmark
  public double coldRecall() {
    asked.restore(memory, recent);
    return SoftmaxRecall.recall(asked, next(), shares, value);
  }

  private double[] next() {
    return queries[query++ % queries.length];
  }
}
