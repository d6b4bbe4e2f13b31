package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.attention.ExactAttention;
import org.streamrecall.measure.AtomTable;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;

/**
 * Losses of several queries of one measure at once, and the pass back to the weights: what training
 * spends its time on. Numbers go through the read-out one row a query, and so do queries of an
 * exact measure through attention. Keeps its arrays from call to call; not thread safe.
 */
public final class Pass {
  private final Network network;
  private final AtomTable atoms = new AtomTable();
  private final ExactAttention[] exact; // one a head
  private double[][] turned; // of the read-out; null where not known for these weights
  private RecalledRows recalled;
  private double[] x; // the read-out's inputs, one row a query
  private double[][] t;
  private double[] y; // answers less targets, (queries, target), in standard units

  /** Of a network whose weights may change between calls, see {@link #renew}. */
  public Pass(Network network) {
    this.network = network;
    exact = new ExactAttention[network.weights().heads()];
    Arrays.setAll(exact, h -> new ExactAttention());
  }

  /** To be called when the weights have changed. */
  public void renew() {
    turned = null;
  }

  /**
   * Sum of the losses: of numbers half the squared error in standard units, of categories the
   * cross-entropy.
   *
   * @param nu a measure with at least one part
   */
  public double loss(Measure nu, List<Case> cases) {
    if (network.needsContentMass()) {
      double sum = 0;
      for (Case one : cases) {
        SlotReadOut readOut = slots(nu, one, network.recall(nu, one.tag()));
        sum += readOut.loss(one.target());
      }
      return sum;
    }
    forward(nu, cases);
    double sum = 0;
    for (double left : y) {
      sum += left * left / 2;
    }
    return sum;
  }

  /** The same, and adds its gradient. */
  public double addGradient(Measure nu, List<Case> cases, Weights gradient) {
    if (network.needsContentMass()) {
      double sum = 0;
      for (Case one : cases) {
        sum += addSlots(nu, one, gradient);
      }
      return sum;
    }
    double loss = loss(nu, cases);
    Weights weights = network.weights();
    Mlp mlp = weights.mlp();
    if (turned == null) {
      turned = mlp.turned(weights.values());
    }
    double[] dx = mlp.backward(weights.values(), turned, cases.size(), x, t, y, gradient.values());
    for (int q = 0; network.units() != null && q < cases.size(); q++) {
      network.units().back(dx, q * mlp.inputs());
    }
    recalled.addGradient(cases, dx, mlp.inputs(), gradient);
    return loss;
  }

  private void forward(Measure nu, List<Case> cases) {
    Weights weights = network.weights();
    Mlp mlp = weights.mlp();
    int rows = cases.size();
    AtomTable table = null;
    if (RecalledRows.goTogether(network, nu)) {
      ((ExactMeasure) nu).layOut(atoms);
      table = atoms;
    }
    recalled = new RecalledRows(network, nu, table, exact);
    recalled.recall(cases);
    x = new double[rows * mlp.inputs()];
    for (int q = 0; q < rows; q++) {
      recalled.read(q, cases.get(q), x, q * mlp.inputs(), mlp.inputs());
      if (network.units() != null) {
        network.units().apply(x, q * mlp.inputs());
      }
    }
    t = mlp.room(rows);
    y = new double[rows * mlp.outputs()];
    mlp.hidden(weights.values(), rows, x, t);
    mlp.output(weights.values(), rows, x, t, y);
    for (int q = 0, at = 0; q < rows; q++) {
      for (int i = 0; i < mlp.outputs(); i++, at++) {
        double target = cases.get(q).target()[i];
        y[at] -= (target - network.targetMean()[i]) / network.targetScale()[i];
      }
    }
  }

  private SlotReadOut slots(Measure nu, Case one, Head[] heads) {
    SlotReadOut readOut = new SlotReadOut(nu.contentMass());
    readOut.forward(network.weights(), heads, one.tag(), one.inputs());
    return readOut;
  }

  private double addSlots(Measure nu, Case one, Weights gradient) {
    Head[] heads = network.recall(nu, one.tag());
    SlotReadOut.Backward back =
        slots(nu, one, heads).backward(network.weights(), one.target(), gradient);
    for (int h = 0; h < heads.length; h++) {
      network.addHeadGradient(nu, h, one.tag(), heads[h], back.dValue()[h], null, gradient);
    }
    return back.loss();
  }
}
