package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * Contexts of two components whose contents have the same mean and each a spread of its own; a
 * query shows a tag and asks for that component's variance. Contents come in pairs about their
 * mean, so that not even its error tells anything of the spread.
 */
final class SpreadTasks {
  private static final int TOKENS = 200;

  private SpreadTasks() {}

  static List<Episode> make(int contexts, long seed) {
    Random random = new Random(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int c = 0; c < contexts; c++) {
      episodes.add(episode("c" + c, random));
    }
    return episodes;
  }

  private static Episode episode(String name, Random random) {
    float[][] tags = {{1, 0}, {0, 1}};
    double[] width = {0.2 + random.nextDouble(), 0.2 + random.nextDouble()};
    List<Token> tokens = new ArrayList<>();
    for (int t = 0; t < TOKENS; t += 2) {
      int i = t / 2 % 2;
      float step = (float) ((2 * random.nextDouble() - 1) * width[i]); // uniform: width^2 / 3
      tokens.add(Token.of(name, tags[i], new float[] {7 + step}, t));
      tokens.add(Token.of(name, tags[i], new float[] {7 - step}, t + 1));
    }
    List<Labelled> queries = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      float[] target = {(float) (width[i] * width[i] / 3)};
      queries.add(new Labelled(Query.of("q" + i, name, tags[i], TOKENS), target));
    }
    return new Episode(name, tokens, null, queries);
  }
}
