package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;
import org.streamrecall.model.TrainingRecord;

/** A small schema, models of it, and streams that fit it. */
public final class Example {
  public static final Schema SCHEMA = Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"));
  public static final RecallModel MODEL = model(8);
  public static final RecallModel SHARPER = model(64);
  public static final RecallModel OF_ANOTHER_SCHEMA =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":3,\"content\":1}")));

  /** Two clusters or so, folded after a few tokens. */
  public static final int SMALL = 1024;

  private Example() {}

  private static RecallModel model(double beta) {
    Network network = Network.start(SCHEMA, 1, 1, beta, 0, new double[] {0}, new double[] {1});
    return new RecallModel(network, TrainingRecord.NONE);
  }

  public static Token token(String context, float x, float y, float content) {
    return Token.of(context, new float[] {x, y}, new float[] {content}, Atom.NO_TIME);
  }

  public static RecallInput tell(String context, float x, float y, float content) {
    return RecallInput.of(SCHEMA, token(context, x, y, content));
  }

  public static RecallInput tell(String context, float x, float y, float content, long time) {
    return RecallInput.of(
        SCHEMA, Token.of(context, new float[] {x, y}, new float[] {content}, time));
  }

  public static RecallInput ask(String id, String context, float x, float y) {
    return RecallInput.of(SCHEMA, Query.of(id, context, new float[] {x, y}, Atom.NO_TIME));
  }

  /** Tells of a regime on the circle: content is what the angle gives, and some noise. */
  public static List<RecallInput> tells(String context, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RecallInput> tells = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      float noise = (float) random.nextDouble() * .1f;
      tells.add(
          tell(
              context,
              (float) Math.cos(angle),
              (float) Math.sin(angle),
              (float) Math.sin(angle) + noise));
    }
    return tells;
  }
}
