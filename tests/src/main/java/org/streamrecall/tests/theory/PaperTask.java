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
 * Draws the paper's task: a context mixes components, each a tag and a law of contents on [0,1]^2;
 * a token is a tag and a content; a query shows a tag and asks for a functional of its component's
 * law. Coefficients fall as exp(-0.35 j) over 12 cosine modes, which are a token's content.
 *
 * @param tags how components' tags lie
 * @param components I
 * @param tagDims numbers of a tag
 * @param tokens L of a context, or {@link #MEASURE}
 * @param noise length of what is added to the tag of each token and query
 * @param truth what is asked
 * @param labelNoise deviation of a label's error, of labels of deviation 1
 * @param named whether each component's tag is an axis of its own, without noise, the draw being
 *     the same but for that: recall is then perfect where attention is sharp
 */
record PaperTask(
    Tags tags,
    int components,
    int tagDims,
    int tokens,
    double noise,
    Truth truth,
    double labelNoise,
    boolean named) {
  /** Of tokens: infinitely many. They are the weighted nodes of a quadrature that is exact. */
  static final int MEASURE = 0;

  /** Numbers of a tag unless more are needed. */
  static final int TAG_DIMS = 8;

  /** Tokens of a component unless told otherwise. */
  static final int EACH = 256;

  static final int MODES = 12;
  private static final int PLACE_DIMS = 2;
  private static final double DECAY = 0.35;
  private static final double LARGEST = 0.95; // of a density's departure from 1
  private static final int GRID = 24; // a side
  private static final int DRAWN = 4000; // laws that standardise the labels
  private static final long WORLD = 123; // signs and scale are the same for every seed

  private static final CosineBasis BASIS = new CosineBasis(PLACE_DIMS, MODES);
  private static final double[][] ON_GRID = onGrid(GRID);
  private static final int NODES = 8; // a side; exact for products of waves below 16
  private static final double[][] ON_NODES = onGrid(NODES);
  private static final double MASS = 1e6; // tokens that an infinite context stands for

  /** 256 tokens a component, tags without noise, {@link Truth#POINT}, label noise .05. */
  static PaperTask of(Tags tags, int components) {
    return new PaperTask(
        tags, components, TAG_DIMS, EACH * components, 0, Truth.POINT, 0.05, false);
  }

  /** The same draw, with perfect recall for an attention that is sharp: the oracle's. */
  PaperTask withNames() {
    return new PaperTask(tags, components, tagDims, tokens, noise, truth, labelNoise, true);
  }

  /** The same with tags of another size. */
  PaperTask withTagDims(int other) {
    return new PaperTask(tags, components, other, tokens, noise, truth, labelNoise, named);
  }

  /** The same with contexts of another length, or {@link #MEASURE}. */
  PaperTask withTokens(int other) {
    return new PaperTask(tags, components, tagDims, other, noise, truth, labelNoise, named);
  }

  /** The same with tags that are so noisy. */
  PaperTask withNoise(double other) {
    return new PaperTask(tags, components, tagDims, tokens, other, truth, labelNoise, named);
  }

  /** The same that is asked for something else. */
  PaperTask asking(Truth other) {
    return new PaperTask(tags, components, tagDims, tokens, noise, other, labelNoise, named);
  }

  /** The schema of its episodes. */
  String schema() {
    return "{\"tag\":"
        + (named ? components : tagDims)
        + ",\"content\":"
        + MODES
        + ",\"inputs\":2,\"target\":1}";
  }

  /**
   * Contexts with their questions, labels with error: what is trained on. Drawn anew, to the same,
   * whenever they are read.
   */
  EpisodeSource training(int contexts, int queries, long seed) {
    return draw(contexts, queries, labelNoise, seed);
  }

  /** The same without error in the labels, and kept: what is tested on. */
  List<Episode> test(int contexts, int queries, long seed) {
    List<Episode> tests = new ArrayList<>();
    tests(contexts, queries, seed).forEach(tests::add);
    return tests;
  }

  /** The same, drawn anew whenever they are read. */
  EpisodeSource tests(int contexts, int queries, long seed) {
    return draw(contexts, queries, 0, seed);
  }

  private EpisodeSource draw(int contexts, int queries, double error, long seed) {
    World world = World.of(truth);
    return each -> {
      Random random = new Random(seed);
      for (int c = 0; c < contexts; c++) {
        each.accept(episode("c" + c, queries, error, world, new Random(random.nextLong())));
      }
    };
  }

  private Episode episode(String name, int queries, double error, World world, Random random) {
    float[][] of = tags.draw(components, tagDims, random);
    double[][] laws = new double[components][];
    for (int i = 0; i < components; i++) {
      laws[i] = law(random);
    }
    Random noises = new Random(random.nextLong());
    List<Labelled> asked = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      int i = random.nextInt(components);
      double[] z = {random.nextDouble(), random.nextDouble()};
      float[] inputs = {(float) (z[0] - 0.5), (float) (z[1] - 0.5)};
      double label = world.label(laws[i], BASIS.at(z)) + error * random.nextGaussian();
      Query query = new Query("q" + q, name, shown(of, i, noises), inputs, Atom.NO_TIME, null);
      asked.add(new Labelled(query, new float[] {(float) label}));
    }
    return new Episode(name, said(name, of, laws, random, noises), null, asked);
  }

  /** Drawn last, so that laws and questions are the same whatever is seen of them. */
  private List<Token> said(
      String name, float[][] of, double[][] laws, Random random, Random noises) {
    List<Token> said = new ArrayList<>();
    for (int i = 0; tokens == MEASURE && i < components; i++) {
      float[] tag = shown(of, i, noises);
      for (double[] e : ON_NODES) {
        double weight = MASS / (components * ON_NODES.length) * (1 + Tags.dot(laws[i], e));
        said.add(new Token(name, tag, narrow(e), Atom.NO_TIME, weight, null));
      }
    }
    for (int t = 0; t < tokens; t++) {
      int i = random.nextInt(components);
      said.add(Token.of(name, shown(of, i, noises), content(laws[i], random), Atom.NO_TIME));
    }
    return said;
  }

  private float[] shown(float[][] of, int component, Random noises) {
    float[] tag = noisy(of[component], noises);
    if (!named) {
      return tag;
    }
    float[] name = new float[components];
    name[component] = 1;
    return name;
  }

  /** Of numbers of its own, so that all but the tags is the same whatever the noise. */
  private float[] noisy(float[] tag, Random noises) {
    if (noise == 0) {
      return tag;
    }
    float[] noisy = tag.clone();
    for (int k = 0; k < noisy.length; k++) {
      noisy[k] += (float) (noise / StrictMath.sqrt(noisy.length) * noises.nextGaussian());
    }
    return noisy;
  }

  /** Coefficients of a density 1 + sum_j b_j e_j between 0.05 and 1.95. */
  private static double[] law(Random random) {
    double[] b = new double[MODES];
    for (int j = 0; j < MODES; j++) {
      b[j] = eigenvalue(j) * (2 * random.nextDouble() - 1);
    }
    double largest = 0;
    for (double[] e : ON_GRID) {
      largest = Math.max(largest, Math.abs(Tags.dot(b, e)));
    }
    double scale = LARGEST * (0.6 + 0.4 * random.nextDouble()) / (1.03 * largest);
    for (int j = 0; j < MODES; j++) {
      b[j] *= scale;
    }
    return b;
  }

  /** By exact rejection. */
  private static float[] content(double[] law, Random random) {
    while (true) {
      double[] e = BASIS.at(new double[] {random.nextDouble(), random.nextDouble()});
      if (1.96 * random.nextDouble() < 1 + Tags.dot(law, e)) {
        return narrow(e);
      }
    }
  }

  private static float[] narrow(double[] e) {
    float[] content = new float[e.length];
    for (int j = 0; j < e.length; j++) {
      content[j] = (float) e[j];
    }
    return content;
  }

  private static double eigenvalue(int mode) {
    return StrictMath.exp(-DECAY * (mode + 1));
  }

  private static double[][] onGrid(int side) {
    double[][] values = new double[side * side][];
    for (int g = 0; g < values.length; g++) {
      values[g] = BASIS.at(new double[] {(g / side + 0.5) / side, (g % side + 0.5) / side});
    }
    return values;
  }

  /** What is the same for all contexts: eigenvalues, signs, and the labels' mean and deviation. */
  private record World(Truth truth, double[] lambda, double[] signs, double mean, double scale) {
    static World of(Truth truth) {
      Random random = new Random(WORLD);
      double[] lambda = new double[MODES];
      double[] signs = new double[MODES];
      for (int j = 0; j < MODES; j++) {
        lambda[j] = eigenvalue(j);
        signs[j] = random.nextBoolean() ? 1 : -1;
      }
      double[] values = new double[DRAWN];
      double mean = 0;
      for (int i = 0; i < DRAWN; i++) {
        double[] e = BASIS.at(new double[] {random.nextDouble(), random.nextDouble()});
        values[i] = truth.of(law(random), e, lambda, signs);
        mean += values[i] / DRAWN;
      }
      double square = 0;
      for (double value : values) {
        square += (value - mean) * (value - mean) / DRAWN;
      }
      return new World(truth, lambda, signs, mean, StrictMath.sqrt(square));
    }

    double label(double[] b, double[] e) {
      return (truth.of(b, e, lambda, signs) - mean) / scale;
    }
  }
}
