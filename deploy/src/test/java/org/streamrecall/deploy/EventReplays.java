package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Payments, and what {@code replay --events} makes of them. */
final class EventReplays {
  static final String LIKE = "category(merchant), hour(at), since(at), lag(amount,1)";

  static final ObjectMapper JSON = new ObjectMapper();

  private EventReplays() {}

  static Invocation replay(Path events, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "replay",
                "--events",
                events,
                "--key",
                "card",
                "--time",
                "at",
                "--like",
                LIKE,
                "--predict",
                "amount"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  /** Payments of three cards: each merchant has its own price on each card. */
  static List<String> payments(int count) {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int card = random.nextInt(3);
      int merchant = random.nextInt(4);
      double amount = 10 * ((merchant + card) % 4) + random.nextGaussian();
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"card\":\"c%d\",\"at\":\"2026-11-%02dT%02d:00:00Z\",\"merchant\":\"shop %d\","
                  + "\"amount\":%.2f}",
              card,
              1 + i / 24 % 28,
              i % 24,
              merchant,
              amount));
    }
    return lines;
  }

  static List<JsonNode> recalls(String out) throws IOException {
    List<JsonNode> recalls = new ArrayList<>();
    for (String line : out.lines().toList()) {
      recalls.add(JSON.readTree(line).get("recall"));
    }
    return recalls;
  }
}
