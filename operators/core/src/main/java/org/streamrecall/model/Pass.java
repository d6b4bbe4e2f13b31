package org.streamrecall.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;

/**
 * Losses of several queries at once, and the pass back to the weights: what training spends its
 * time on. Numbers go through the read-out one row a query, and so do the queries of an exact
 * measure through attention. Keeps its arrays from call to call; not thread safe.
 */
public final class Pass {
  private static final int ROWS = 16; // that go through the read-out at once, if there are so many

  private final Network network;
  private final Mlp mlp;
  private final List<ExactRows> exact = new ArrayList<>(); // used again and again
  private final List<RecalledRows> recalled = new ArrayList<>(); // of the parts that go together
  private double[][] turned; // of the read-out; null where not known for these weights
  private double[] x; // the read-out's inputs, one row a query
  private double[][] t;
  private double[] y; // answers less targets, (queries, target), in standard units

  /**
   * Some queries of one measure.
   *
   * @param past gives a measure with at least one part. One that is not an {@link ExactMeasure} is
   *     read before the next is asked for, and not again.
   * @param cases at least one
   */
  public record Part(Supplier<? extends Measure> past, List<Case> cases) {}

  /** The same once its measure is there. */
  record Seen(Measure nu, List<Case> cases) {}

  /** Of a network whose weights may change between calls, see {@link #renew}. */
  public Pass(Network network) {
    this.network = network;
    this.mlp = network.weights().mlp();
  }

  /** To be called when the weights have changed. */
  public void renew() {
    turned = null;
  }

  /**
   * Sum of the losses: of numbers half the squared error in standard units, of categories the
   * cross-entropy.
   *
   * @param gradient its gradient is added to; or null
   */
  public double loss(List<Part> parts, Weights gradient) {
    double sum = 0;
    List<Seen> waiting = new ArrayList<>();
    int rows = 0;
    for (Part each : parts) {
      Seen part = new Seen(each.past().get(), each.cases());
      if (network.needsContentMass()) {
        sum += slots(part, gradient);
      } else if (part.nu() instanceof ExactMeasure) {
        waiting.add(part);
        rows += part.cases().size();
        if (rows >= ROWS) {
          sum += numbers(waiting, gradient);
          waiting.clear();
          rows = 0;
        }
      } else {
        sum += numbers(List.of(part), gradient);
      }
    }
    return waiting.isEmpty() ? sum : sum + numbers(waiting, gradient);
  }

  private double numbers(List<Seen> parts, Weights gradient) {
    forward(parts);
    double loss = 0;
    for (double left : y) {
      loss += left * left / 2;
    }
    if (gradient != null) {
      backward(gradient);
    }
    return loss;
  }

  private void forward(List<Seen> parts) {
    double[] w = network.weights().values();
    recalled.clear();
    int rows = 0;
    for (Seen part : parts) {
      recalled.add(recall(part, rows));
      rows += part.cases().size();
    }
    x = new double[rows * mlp.inputs()];
    t = mlp.room(rows);
    y = new double[rows * mlp.outputs()];
    for (RecalledRows part : recalled) {
      part.read(x, mlp.inputs());
    }
    for (int q = 0; network.units() != null && q < rows; q++) {
      network.units().apply(x, q * mlp.inputs());
    }
    mlp.hidden(w, rows, x, t);
    mlp.output(w, rows, x, t, y);
    int at = 0;
    for (Seen part : parts) {
      for (Case one : part.cases()) {
        for (int i = 0; i < mlp.outputs(); i++, at++) {
          y[at] -= (one.target()[i] - network.targetMean()[i]) / network.targetScale()[i];
        }
      }
    }
  }

  private RecalledRows recall(Seen part, int from) {
    if (!ExactRows.canTake(network, part.nu())) {
      return new SingleRows(network, part, from);
    }
    int next = recalled.size();
    if (next == exact.size()) {
      exact.add(new ExactRows(network));
    }
    exact.get(next).recall(part, from);
    return exact.get(next);
  }

  private void backward(Weights gradient) {
    double[] w = network.weights().values();
    if (turned == null) {
      turned = mlp.turned(w);
    }
    int rows = y.length / mlp.outputs();
    double[] dx = mlp.backward(w, turned, rows, x, t, y, gradient.values());
    for (int q = 0; network.units() != null && q < rows; q++) {
      network.units().back(dx, q * mlp.inputs());
    }
    for (RecalledRows part : recalled) {
      part.addGradient(dx, mlp.inputs(), gradient);
    }
  }

  private double slots(Seen part, Weights gradient) {
    double sum = 0;
    for (Case one : part.cases()) {
      Head[] heads = network.recall(part.nu(), one.tag());
      SlotReadOut readOut = new SlotReadOut(part.nu().contentMass());
      readOut.forward(network.weights(), heads, one.tag(), one.inputs());
      sum += readOut.loss(one.target());
      if (gradient != null) {
        double[][] dValue = readOut.backward(network.weights(), one.target(), gradient);
        for (int h = 0; h < heads.length; h++) {
          network.addHeadGradient(part.nu(), h, one.tag(), heads[h], dValue[h], null, gradient);
        }
      }
    }
    return sum;
  }
}
