package org.streamrecall.tests.faults;

import java.time.Duration;
import org.streamrecall.client.json.QueryJson;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/** Queries, with four tokens each. */
final class TokenDraw extends LoadDraw {
  private static final Schema SCHEMA =
      Schema.of(FieldsJson.parse("{\"tag\":4,\"content\":2,\"readOut\":\"regress\"}"));

  /** The job's first. */
  static final RecallModel MODEL = model(SCHEMA, 2, 8);

  private static final int RECORDS_A_QUERY = 5; // itself and four tokens

  TokenDraw(Size size) {
    super(size);
  }

  @Override
  int places() {
    return queries() * RECORDS_A_QUERY;
  }

  @Override
  long step() {
    return 2;
  }

  @Override
  int answers() {
    return queries();
  }

  @Override
  RecallModel model(double beta) {
    return model(SCHEMA, 2, beta);
  }

  private float[] tag() {
    float[] tag = new float[4];
    for (int d = 0; d < tag.length; d++) {
      tag[d] = (float) random.nextGaussian();
    }
    return tag;
  }

  @Override
  void good(int i, long time) {
    String context = key();
    float[] tag = tag();
    if (isQuestion(i)) {
      Query query = Query.of("q" + i, context, tag, time);
      add(TOPICS.queries(), context, time, QueryJson.write(query));
      return;
    }
    double lean = Math.floorMod(context.hashCode(), 7) - 3;
    float[] content = {
      (float) (lean * tag[0] + tag[1] + .1 * random.nextGaussian()),
      (float) (tag[2] * tag[3] + .1 * random.nextGaussian())
    };
    double weight = random.nextInt(10) == 0 ? 2.5 : 1;
    Token token = new Token(context, tag, content, time, weight, "t" + i);
    add(TOPICS.tokens(), context, time, TokenJson.write(token));
  }

  @Override
  void forget(String context, long time) {
    String forget = "{\"context\":\"" + context + "\",\"type\":\"forget\",\"time\":" + time + "}";
    add(TOPICS.tokens(), context, time, utf8(forget));
  }

  @Override
  void bad(int way, String context, long time) {
    String head = "{\"context\":\"" + context + "\",";
    String rest = "\"tag\":[1,2,3,4],\"content\":[1,2],\"time\":";
    switch (way) {
      case 0 -> add(TOPICS.tokens(), context, time, utf8("no JSON at all"));
      case 1 -> add(TOPICS.tokens(), context, time, utf8(head + "\"tag\":[1]}"));
      case 2 -> add(TOPICS.queries(), context, time, utf8(head + "\"tag\":[1,2,3,4]}"));
      case 3 -> add(TOPICS.queries(), context, time, null);
      default -> {
        long ahead = time + Duration.ofDays(10).toMillis();
        add(TOPICS.tokens(), context, time, utf8(head + rest + ahead + "}"));
      }
    }
  }

  @Override
  void end(int partition, long time) {
    Token token = Token.of("end", new float[4], new float[2], time);
    Query query = Query.of(END + partition, "end", new float[4], time);
    add(TOPICS.tokens(), partition, time, TokenJson.write(token));
    add(TOPICS.queries(), partition, time, QueryJson.write(query));
  }
}
