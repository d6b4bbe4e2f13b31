package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.EpisodeSource;
import org.streamrecall.training.Labelled;

/**
 * The paper's appendix D on the measure itself: two components of opposite tags, each with a
 * density 1 + sum_j b_j e_j on [0,1], b_j = s lambda_j Z_j, lambda_j = exp(-j^alpha), Z uniform on
 * [-1,1]; a query asks for sum_j lambda_j Z_j^2 of one. Contexts are infinitely long: tokens are
 * the weighted nodes of a quadrature, which is exact for these densities. A token's content is its
 * place alone; what it is lifted to is the schema's affair.
 *
 * @param alpha how fast the spectrum falls, positive
 * @param labelNoise deviation of a label's error, of labels of deviation 1
 */
record RateTask(double alpha, double labelNoise) {
  /** Contents as they are. */
  static final String NO_LIFT = "\"lift\":\"none\"";

  private static final int MODES = 16;
  private static final int TAG_DIMS = 4;
  private static final int COMPONENTS = 2;
  private static final int NODES = 40; // exact for products of waves below 80
  private static final double MASS = 1e6; // tokens that a context stands for
  private static final double LARGEST = 0.95; // of a density's departure from 1
  private static final CosineBasis BASIS = new CosineBasis(1, MODES);
  private static final double[][] ON_NODES = onNodes();

  /**
   * The schema of its episodes.
   *
   * @param lift its fields, as {@code "lift":"cosine","dims":4}
   */
  static String schema(String lift) {
    String range = lift.equals(NO_LIFT) ? "" : ",\"range\":[[0,1]]";
    return "{\"tag\":" + TAG_DIMS + ",\"content\":1," + lift + range + "}";
  }

  /** So many contexts of one question each, drawn anew, to the same, whenever they are read. */
  EpisodeSource contexts(int count, boolean noisy, long seed) {
    return each -> {
      Random random = new Random(seed);
      for (int c = 0; c < count; c++) {
        each.accept(episode("c" + c, noisy ? labelNoise : 0, random));
      }
    };
  }

  /** The same without error in the labels, and kept: what is tested on. */
  List<Episode> tests(int count, long seed) {
    List<Episode> tests = new ArrayList<>();
    contexts(count, false, seed).forEach(tests::add);
    return tests;
  }

  private Episode episode(String name, double error, Random random) {
    float[][] tags = Tags.ANTIPODAL.draw(COMPONENTS, TAG_DIMS, random);
    List<Token> said = new ArrayList<>();
    double[][] z = new double[COMPONENTS][MODES];
    for (int i = 0; i < COMPONENTS; i++) {
      double[] b = new double[MODES];
      for (int j = 0; j < MODES; j++) {
        z[i][j] = 2 * random.nextDouble() - 1;
        b[j] = scale() * eigenvalue(j) * z[i][j];
      }
      for (int g = 0; g < NODES; g++) {
        double weight = MASS / (COMPONENTS * NODES) * (1 + Tags.dot(b, ON_NODES[g]));
        float[] place = {(float) node(g)};
        said.add(new Token(name, tags[i], place, Atom.NO_TIME, weight, null));
      }
    }
    int asked = random.nextInt(COMPONENTS);
    float[] label = {(float) (label(z[asked]) + error * random.nextGaussian())};
    Query query = new Query("q", name, tags[asked], new float[0], Atom.NO_TIME, null);
    return new Episode(name, said, null, List.of(new Labelled(query, label)));
  }

  /** sum_j lambda_j Z_j^2, of mean 0 and deviation 1. */
  private double label(double[] z) {
    double sum = 0;
    double variance = 0;
    for (int j = 0; j < MODES; j++) {
      sum += eigenvalue(j) * (z[j] * z[j] - 1.0 / 3);
      variance += eigenvalue(j) * eigenvalue(j) * 4 / 45; // of Z^2
    }
    return sum / StrictMath.sqrt(variance);
  }

  /** What the best predictor that knows the first coefficients alone misses, of the variance. */
  double bias(int dims) {
    double missed = 0;
    double all = 0;
    for (int j = 0; j < MODES; j++) {
      double square = eigenvalue(j) * eigenvalue(j);
      all += square;
      missed += j < dims ? 0 : square;
    }
    return missed / all;
  }

  private double eigenvalue(int mode) {
    return StrictMath.exp(-StrictMath.pow(mode + 1, alpha));
  }

  /** s: densities stay above 1 - LARGEST. */
  private double scale() {
    double most = 0;
    for (int j = 0; j < MODES; j++) {
      most += eigenvalue(j) * BASIS.largest(j);
    }
    return LARGEST / most;
  }

  private static double node(int g) {
    return (g + 0.5) / NODES;
  }

  private static double[][] onNodes() {
    double[][] values = new double[NODES][];
    for (int g = 0; g < NODES; g++) {
      values[g] = BASIS.at(new double[] {node(g)});
    }
    return values;
  }
}
