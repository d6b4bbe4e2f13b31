package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded streams whose components are far from Gaussian: points about the corners of a figure. */
final class Corners {
  private Corners() {}

  /**
   * Tags near the corners of skewed figures about random centres; contents are bent functions of
   * the tag.
   *
   * @param noise deviation about a corner; next to none leaves the cells the whole spread
   */
  static List<Atom> stream(int count, Shape shape, int components, double noise, long seed) {
    int d = shape.tagDims();
    Random random = new Random(seed);
    double[][] centres = new double[components][];
    double[][][] corners = new double[components][5][];
    for (int c = 0; c < components; c++) {
      centres[c] = Streams.unit(Streams.gaussian(random, d, 1));
      for (int k = 0; k < 5; k++) {
        corners[c][k] = Streams.gaussian(random, d, (k < 2 ? 0.5 : 0.2) / Math.sqrt(d));
      }
    }
    double[] map = Streams.gaussian(random, d * shape.contentDims(), 1);
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int c = random.nextInt(components);
      double[] corner = corners[c][Math.min(4, random.nextInt(12))]; // the last is the likeliest
      float[] tag = new float[d];
      for (int k = 0; k < d; k++) {
        double off = noise / Math.sqrt(d) * random.nextGaussian();
        tag[k] = (float) (centres[c][k] + corner[k] + off);
      }
      atoms.add(new Atom(tag, bent(map, tag, shape.contentDims()), 1, 1000 + i, null));
    }
    return atoms;
  }

  private static float[] bent(double[] map, float[] tag, int contentDims) {
    float[] content = new float[contentDims];
    for (int t = 0; t < contentDims; t++) {
      double sum = 0;
      for (int k = 0; k < tag.length; k++) {
        sum += map[t * tag.length + k] * tag[k];
      }
      content[t] = (float) Math.tanh(sum);
    }
    return content;
  }

  static MeasureSketch told(Shape shape, int bytes, List<Atom> atoms) {
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(shape, bytes));
    atoms.forEach(sketch::add);
    return sketch;
  }
}
