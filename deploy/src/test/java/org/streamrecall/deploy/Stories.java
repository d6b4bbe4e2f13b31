package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Small synthetic worlds. Each context has a few components on a circle of tags; a component's
 * content is its own in every context, so that only the context's memory can tell it.
 */
final class Stories {
  static final String NUMBERS = "{\"tag\":2,\"content\":1}";
  static final String SLOTS = "{\"tag\":2,\"content\":4,\"kind\":\"classification\"}";

  private static final int COMPONENTS = 4;
  private static final int TOKENS = 40;
  private static final int QUERIES = 8;

  private final Random random;
  private final boolean slots;

  Stories(long seed, boolean slots) {
    this.random = new Random(seed);
    this.slots = slots;
  }

  /** Episodes, one a line. */
  String episodes(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      double[] contents = contents();
      List<String> context = new ArrayList<>();
      for (int t = 0; t < TOKENS; t++) {
        int c = t % COMPONENTS;
        context.add("{\"tag\":" + tag(c) + ",\"content\":[" + shown(c, contents) + "]}");
      }
      List<String> queries = new ArrayList<>();
      for (int q = 0; q < QUERIES; q++) {
        int c = random.nextInt(COMPONENTS);
        queries.add("{\"tag\":" + tag(c) + ",\"target\":[" + shown(c, contents) + "]}");
      }
      lines.append("{\"context\":").append(context).append(",\"queries\":").append(queries);
      lines.append("}\n");
    }
    return lines.toString();
  }

  /** Tokens of contexts c0, c1, .. at times 1, 2, .. */
  String tokens(int contexts) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < contexts; i++) {
      double[] contents = contents();
      for (int t = 0; t < TOKENS; t++) {
        int c = t % COMPONENTS;
        lines.append("{\"context\":\"c").append(i).append("\",\"tag\":").append(tag(c));
        lines.append(",\"content\":[").append(shown(c, contents)).append("]");
        lines.append(",\"time\":").append(t + 1).append("}\n");
      }
    }
    return lines.toString();
  }

  /** A query a context and component, at a time each. */
  String queries(int contexts) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < contexts; i++) {
      for (int c = 0; c < COMPONENTS; c++) {
        lines.append("{\"id\":\"q").append(c).append("\",\"context\":\"c").append(i);
        lines.append("\",\"tag\":").append(tag(c));
        lines.append(",\"time\":").append(random.nextInt(TOKENS + 10)).append("}\n");
      }
    }
    return lines.toString();
  }

  /** Lines of tokens, and of queries with their targets. */
  record Lines(String tokens, String queries) {}

  /**
   * Contexts whose contents change half way. Most queries are asked before that and have the old
   * contents as their targets, one at the end has the mean of both: only who keeps later tokens
   * from a query, and no earlier ones, can learn to answer.
   */
  Lines changing(int contexts) {
    StringBuilder tokens = new StringBuilder();
    StringBuilder queries = new StringBuilder();
    for (int i = 0; i < contexts; i++) {
      double[] old = contents();
      double[] late = contents();
      for (int t = TOKENS - 1; t >= 0; t--) { // not in the order of time
        int c = t % COMPONENTS;
        tokens.append("{\"context\":\"c").append(i).append("\",\"tag\":").append(tag(c));
        tokens.append(",\"content\":[").append(shown(c, 2 * t < TOKENS ? old : late));
        tokens.append("],\"time\":").append(t).append("}\n");
      }
      for (int q = 0; q <= QUERIES; q++) {
        int c = q % COMPONENTS;
        double[] both = old.clone();
        both[c] = (old[c] + late[c]) / 2;
        queries.append("{\"context\":\"c").append(i).append("\",\"tag\":").append(tag(c));
        queries.append(",\"time\":").append(q < QUERIES ? TOKENS / 2 - 1 - q / 4 : TOKENS);
        queries.append(",\"target\":[").append(shown(c, q < QUERIES ? old : both));
        queries.append("]}\n");
      }
    }
    return new Lines(tokens.toString(), queries.toString());
  }

  private double[] contents() {
    return random.doubles(COMPONENTS, -1, 1).toArray();
  }

  private String tag(int component) {
    double angle = 2 * Math.PI * component / COMPONENTS + 0.1 * random.nextGaussian();
    return String.format(Locale.ROOT, "[%.3f,%.3f]", Math.cos(angle), Math.sin(angle));
  }

  private String shown(int component, double[] contents) {
    return slots
        ? Integer.toString(component)
        : String.format(Locale.ROOT, "%.3f", contents[component]);
  }
}
