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
