package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Deals contexts and their queries: in one round each comes once at most, and those that are left
 * over when a step has no room for them wait for the next.
 */
final class Batches {
  private final List<Example> deck;
  private final Random random;
  private final int contexts;
  private final int queries;
  private final Map<Example, Hand> hands = new IdentityHashMap<>();
  private int dealt;

  /**
   * @param examples at least one
   * @param contexts of a step, or fewer where there are not so many
   * @param queries of a context and step, likewise
   */
  Batches(List<Example> examples, int contexts, int queries, long seed) {
    this.deck = new ArrayList<>(examples);
    this.random = new Random(seed);
    this.contexts = Math.min(contexts, deck.size());
    this.queries = queries;
    this.dealt = deck.size();
  }

  List<EmpiricalRisk.Batch> next() {
    List<EmpiricalRisk.Batch> batches = new ArrayList<>();
    if (dealt + contexts > deck.size()) { // no context twice in a step: two threads would read it
      Collections.shuffle(deck, random);
      dealt = 0;
    }
    while (batches.size() < contexts) {
      Example example = deck.get(dealt++);
      int[] chosen = hands.computeIfAbsent(example, Hand::new).deal();
      batches.add(new EmpiricalRisk.Batch(example, chosen));
    }
    return batches;
  }

  /** The queries of one context. */
  private final class Hand {
    private final List<Integer> order = new ArrayList<>();
    private int dealt;

    Hand(Example example) {
      for (int q = 0; q < example.tags().size(); q++) {
        order.add(q);
      }
      dealt = order.size();
    }

    int[] deal() {
      int[] chosen = new int[Math.min(queries, order.size())];
      for (int i = 0; i < chosen.length; i++) {
        if (dealt == order.size()) {
          Collections.shuffle(order, random);
          dealt = 0;
        }
        chosen[i] = order.get(dealt++);
      }
      return chosen;
    }
  }
}
