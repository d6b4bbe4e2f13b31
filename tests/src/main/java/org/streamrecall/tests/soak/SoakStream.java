package org.streamrecall.tests.soak;

import java.util.SplittableRandom;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/** Tokens and queries of contexts that all say as much, drawn by a seed. Not thread safe. */
final class SoakStream {
  static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":8,\"content\":1}")));

  private static final int TAG = 8;
  private static final int REGIMES = 6;

  private final int contexts;
  private final SplittableRandom random;
  private long queries;

  SoakStream(int contexts, long seed) {
    this.contexts = contexts;
    this.random = new SplittableRandom(seed);
  }

  Token token(long time) {
    int context = random.nextInt(contexts);
    int regime = random.nextInt(REGIMES);
    float[] tag = tag(context, regime);
    float[] content = {(float) (regime - .3 * tag[0] + .1 * random.nextGaussian())};
    return Token.of(name(context), tag, content, time);
  }

  Query query() {
    int context = random.nextInt(contexts);
    float[] tag = tag(context, random.nextInt(REGIMES));
    return Query.of("q" + queries++, name(context), tag, Atom.NO_TIME);
  }

  /** Around a place of the context's regime. */
  private float[] tag(int context, int regime) {
    SplittableRandom places = new SplittableRandom(31L * context + regime);
    float[] tag = new float[TAG];
    for (int d = 0; d < TAG; d++) {
      tag[d] = (float) (places.nextGaussian() + .2 * random.nextGaussian());
    }
    return tag;
  }

  private static String name(int context) {
    return "c" + context;
  }
}
