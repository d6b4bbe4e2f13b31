package org.streamrecall.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A user's own type: public, with public accessors, so that Flink serializes it without Kryo. */
public record Payment(String card, long at, Double amount, String merchant) {
  Instant instant() {
    return Instant.ofEpochMilli(at);
  }

  /** Payments of several cards, each merchant of a card with its own price. */
  static List<Payment> stream(int cards, int each, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Payment> payments = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int card = 0; card < cards; card++) {
        int merchant = random.nextInt(4);
        double amount = 10 * (merchant + card) + random.nextDouble();
        payments.add(new Payment("card-" + card, 60_000L * i, amount, "shop " + merchant));
      }
    }
    return payments;
  }
}
