package org.streamrecall.model;

/** Queries of any measure, one by one. */
final class SingleRows implements RecalledRows {
  private final Network network;
  private final Pass.Seen part;
  private final int from; // row of the first
  private final Head[][] heads; // (queries, heads)

  SingleRows(Network network, Pass.Seen part, int from) {
    this.network = network;
    this.part = part;
    this.from = from;
    heads = new Head[part.cases().size()][];
    for (int q = 0; q < heads.length; q++) {
      heads[q] = network.recall(part.nu(), part.cases().get(q).tag());
    }
  }

  @Override
  public void read(double[] x, int inputs) {
    for (int q = 0; q < heads.length; q++) {
      Case of = part.cases().get(q);
      NumberReadOut.read(
          network.schema(), heads[q], of.tag(), of.inputs(), x, (from + q) * inputs, inputs);
    }
  }

  @Override
  public void addGradient(double[] dx, int inputs, Weights gradient) {
    int read = network.schema().lift().dims();
    int held = part.nu().shape().contentDims();
    for (int q = 0; q < heads.length; q++) {
      for (int h = 0; h < heads[q].length; h++) {
        int at = (from + q) * inputs + h * read;
        double[] dValue = new double[held];
        System.arraycopy(dx, at, dValue, 0, read);
        double[] dRegressed = new double[held];
        if (network.schema().regresses()) {
          System.arraycopy(dx, at + heads[q].length * read, dRegressed, 0, read);
        }
        float[] tag = part.cases().get(q).tag();
        network.addHeadGradient(part.nu(), h, tag, heads[q][h], dValue, dRegressed, gradient);
      }
    }
  }
}
