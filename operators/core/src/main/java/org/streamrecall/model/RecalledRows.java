package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.attention.ExactAttention;
import org.streamrecall.measure.AtomTable;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;

/** What the heads recall for several queries of one measure, for a read-out of numbers. */
final class RecalledRows {
  private final Network network;
  private final Weights weights;
  private final Measure nu;
  private final AtomTable atoms; // or null: queries go one by one
  private final ExactAttention[] exact; // (heads)
  private final int held; // content numbers of the measure, of which the first are read
  private final int read;
  private double[][] asked; // (heads, queries x tagDims), where queries go together
  private double[][] values; // (heads, queries x held), likewise
  private Head[][] heads; // (queries, heads), where they do not

  /**
   * @param atoms of the measure, where all queries go together; else null
   * @param exact one a head
   */
  RecalledRows(Network network, Measure nu, AtomTable atoms, ExactAttention[] exact) {
    this.network = network;
    this.weights = network.weights();
    this.nu = nu;
    this.atoms = atoms;
    this.exact = exact;
    held = nu.shape().contentDims();
    read = network.schema().lift().dims();
  }

  /** Whether attention takes all queries of a measure at once. */
  static boolean goTogether(Network network, Measure nu) {
    return nu instanceof ExactMeasure
        && nu.shape().contentDims() > 0
        && !network.linear()
        && !network.schema().regresses();
  }

  void recall(List<Case> cases) {
    int rows = cases.size();
    if (atoms == null) {
      heads = new Head[rows][];
      for (int q = 0; q < rows; q++) {
        heads[q] = network.recall(nu, cases.get(q).tag());
      }
      return;
    }
    int d = weights.tagDims();
    asked = new double[exact.length][rows * d];
    values = new double[exact.length][rows * held];
    for (int h = 0; h < exact.length; h++) {
      for (int q = 0; q < rows; q++) {
        double[] a = weights.effectiveQuery(h, cases.get(q).tag());
        System.arraycopy(a, 0, asked[h], q * d, d);
      }
      exact[h].recall(atoms, rows, asked[h], values[h]);
    }
  }

  /** Writes what the read-out reads of one query, before any units. */
  void read(int query, Case of, double[] x, int from, int inputs) {
    if (atoms == null) {
      boolean regresses = network.schema().regresses();
      NumberReadOut.read(heads[query], read, regresses, of.tag(), of.inputs(), x, from, inputs);
      return;
    }
    for (int h = 0; h < values.length; h++) {
      System.arraycopy(values[h], query * held, x, from + h * read, read);
    }
    int at = from + values.length * read;
    NumberReadOut.readQuery(of.tag(), of.inputs(), x, at, from + inputs);
  }

  /**
   * Carries the gradient by what is read back to attention.
   *
   * @param dx (queries, inputs)
   */
  void addGradient(List<Case> cases, double[] dx, int inputs, Weights gradient) {
    for (int h = 0; h < weights.heads(); h++) {
      if (atoms == null) {
        addOneByOne(h, cases, dx, inputs, gradient);
      } else {
        addTogether(h, cases, dx, inputs, gradient);
      }
    }
  }

  private void addTogether(int h, List<Case> cases, double[] dx, int inputs, Weights gradient) {
    int d = weights.tagDims();
    double[] dValues = new double[cases.size() * held];
    for (int q = 0; q < cases.size(); q++) {
      System.arraycopy(dx, q * inputs + h * read, dValues, q * held, read);
    }
    double[] da = new double[cases.size() * d];
    exact[h].addGradient(dValues, da);
    for (int q = 0; q < cases.size(); q++) {
      double[] a = Arrays.copyOfRange(asked[h], q * d, (q + 1) * d);
      double[] back = Arrays.copyOfRange(da, q * d, (q + 1) * d);
      weights.addHeadGradient(h, cases.get(q).tag(), a, back, gradient);
    }
  }

  private void addOneByOne(int h, List<Case> cases, double[] dx, int inputs, Weights gradient) {
    boolean regresses = network.schema().regresses();
    for (int q = 0; q < cases.size(); q++) {
      int from = q * inputs + h * read;
      double[] dValue = new double[held];
      System.arraycopy(dx, from, dValue, 0, read);
      double[] dRegressed = new double[held];
      if (regresses) {
        System.arraycopy(dx, from + weights.heads() * read, dRegressed, 0, read);
      }
      network.addHeadGradient(nu, h, cases.get(q).tag(), heads[q][h], dValue, dRegressed, gradient);
    }
  }
}
