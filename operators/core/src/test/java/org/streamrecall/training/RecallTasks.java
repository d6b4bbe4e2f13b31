package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * The paper's recall task, small: each context has components with fresh random tags; a token is a
 * noisy tag with a content drawn from its component; a query shows a tag and asks for that
 * component's level (numbers) or slot (categories).
 */
final class RecallTasks {
  private static final int COMPONENTS = 4;

  private RecallTasks() {}

  static List<Episode> levels(int contexts, long seed) {
    return make(contexts, seed, false);
  }

  /** Levels whose tokens' and queries' tags have any length from a third to three. */
  static List<Episode> lengths(int contexts, long seed) {
    Random random = new Random(seed);
    List<Episode> episodes = new ArrayList<>();
    for (Episode episode : levels(contexts, seed)) {
      List<Token> tokens =
          episode.tokens().stream()
              .map(t -> Token.of(t.context(), longer(t.tag(), random), t.content(), t.time()))
              .toList();
      List<Labelled> queries =
          episode.queries().stream()
              .map(
                  q -> {
                    Query asked = q.query();
                    float[] tag = longer(asked.tag(), random);
                    return new Labelled(
                        Query.of(asked.id(), asked.context(), tag, asked.time()), q.target());
                  })
              .toList();
      episodes.add(new Episode(episode.name(), tokens, null, queries));
    }
    return episodes;
  }

  private static float[] longer(float[] tag, Random random) {
    float[] v = tag.clone();
    double length = StrictMath.pow(3, 2 * random.nextDouble() - 1);
    for (int k = 0; k < v.length; k++) {
      v[k] *= (float) length;
    }
    return v;
  }

  static List<Episode> slots(int contexts, long seed) {
    return make(contexts, seed, true);
  }

  private static List<Episode> make(int contexts, long seed, boolean slots) {
    Random random = new Random(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int c = 0; c < contexts; c++) {
      float[][] tags = new float[COMPONENTS][];
      float[] levels = new float[COMPONENTS];
      for (int i = 0; i < COMPONENTS; i++) {
        tags[i] = unit(random);
        levels[i] = (float) (5 + 3 * random.nextGaussian());
      }
      List<Token> tokens = new ArrayList<>();
      for (int t = 0; t < 120; t++) {
        int i = random.nextInt(COMPONENTS);
        float content = slots ? i : levels[i] + 0.3f * (float) random.nextGaussian();
        tokens.add(Token.of("c" + c, near(tags[i], random), new float[] {content}, t));
      }
      List<Labelled> queries = new ArrayList<>();
      for (int q = 0; q < 8; q++) {
        int i = q % COMPONENTS;
        Query query = Query.of("q" + q, "c" + c, near(tags[i], random), 120 + q);
        queries.add(new Labelled(query, new float[] {slots ? i : levels[i]}));
      }
      episodes.add(new Episode("c" + c, tokens, null, queries));
    }
    return episodes;
  }

  private static float[] unit(Random random) {
    float[] v = new float[8];
    double square = 0;
    for (int k = 0; k < v.length; k++) {
      v[k] = (float) random.nextGaussian();
      square += v[k] * v[k];
    }
    for (int k = 0; k < v.length; k++) {
      v[k] /= (float) Math.sqrt(square);
    }
    return v;
  }

  private static float[] near(float[] tag, Random random) {
    float[] v = tag.clone();
    for (int k = 0; k < v.length; k++) {
      v[k] += 0.05f * (float) random.nextGaussian();
    }
    return v;
  }
}
