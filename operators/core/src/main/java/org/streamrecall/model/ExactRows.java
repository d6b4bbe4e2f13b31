package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.attention.ExactAttention;
import org.streamrecall.measure.AtomTable;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;

/** Queries of an exact measure, all at once. Used again and again. */
final class ExactRows implements RecalledRows {
  private final Weights weights;
  private final int read; // content numbers, of those that are held
  private final AtomTable atoms = new AtomTable();
  private final ExactAttention[] attention; // (heads)
  private final double[][] asked; // (heads, queries x tagDims)
  private final double[][] values; // (heads, queries x held)
  private List<Case> cases;
  private int from;
  private int held;

  ExactRows(Network network) {
    weights = network.weights();
    read = network.schema().lift().dims();
    attention = new ExactAttention[weights.heads()];
    Arrays.setAll(attention, h -> new ExactAttention());
    asked = new double[weights.heads()][];
    values = new double[weights.heads()][];
  }

  static boolean canTake(Network network, Measure nu) {
    return nu instanceof ExactMeasure
        && nu.shape().contentDims() > 0
        && !network.linear()
        && !network.schema().regresses();
  }

  /**
   * @param row of the first query
   */
  void recall(Pass.Seen part, int row) {
    from = row;
    cases = part.cases();
    held = part.nu().shape().contentDims();
    ((ExactMeasure) part.nu()).layOut(atoms);
    int d = weights.tagDims();
    for (int h = 0; h < attention.length; h++) {
      asked[h] = new double[cases.size() * d];
      values[h] = new double[cases.size() * held];
      for (int q = 0; q < cases.size(); q++) {
        double[] a = weights.effectiveQuery(h, cases.get(q).tag());
        System.arraycopy(a, 0, asked[h], q * d, d);
      }
      attention[h].recall(atoms, cases.size(), asked[h], values[h]);
    }
  }

  @Override
  public void read(double[] x, int inputs) {
    for (int q = 0; q < cases.size(); q++) {
      int at = (from + q) * inputs;
      for (double[] value : values) {
        System.arraycopy(value, q * held, x, at, read);
        at += read;
      }
      Case of = cases.get(q);
      NumberReadOut.readQuery(of.tag(), of.inputs(), x, at, (from + q + 1) * inputs);
    }
  }

  @Override
  public void addGradient(double[] dx, int inputs, Weights gradient) {
    int d = weights.tagDims();
    for (int h = 0; h < attention.length; h++) {
      double[] dValues = new double[cases.size() * held];
      for (int q = 0; q < cases.size(); q++) {
        System.arraycopy(dx, (from + q) * inputs + h * read, dValues, q * held, read);
      }
      double[] da = new double[cases.size() * d];
      attention[h].addGradient(dValues, da);
      for (int q = 0; q < cases.size(); q++) {
        double[] a = Arrays.copyOfRange(asked[h], q * d, (q + 1) * d);
        double[] back = Arrays.copyOfRange(da, q * d, (q + 1) * d);
        weights.addHeadGradient(h, cases.get(q).tag(), a, back, gradient);
      }
    }
  }
}
