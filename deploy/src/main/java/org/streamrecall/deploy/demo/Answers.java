package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.deploy.demo.LanguageContext.Question;

/** The predictions that a read_committed consumer saw, as they came. Thread safe. */
final class Answers {
  private final List<Received> received = new ArrayList<>();
  private final Map<String, byte[]> firstById = new HashMap<>();

  private record Received(String id, byte[] json) {}

  /** Takes one in, and tells whether it is the first to its query. */
  synchronized boolean accept(String id, byte[] json) {
    received.add(new Received(id, json));
    return firstById.putIfAbsent(id, json) == null;
  }

  /** Number of queries answered. */
  synchronized long answered() {
    return firstById.size();
  }

  /** Number of answers beyond the first to their query. */
  synchronized long duplicates() {
    return received.size() - firstById.size();
  }

  /** Questions of these contexts whose first answer is the true slot; no answer is wrong. */
  synchronized int right(List<LanguageContext> contexts) {
    int right = 0;
    for (LanguageContext context : contexts) {
      for (Question question : context.questions()) {
        byte[] json = firstById.get(question.id());
        if (json != null
            && Slots.largest(PredictionJson.read(json).answer().value()) == question.truth()) {
          right++;
        }
      }
    }
    return right;
  }

  /** All records that answer these contexts, in the order they were received. */
  synchronized List<byte[]> received(List<LanguageContext> contexts) {
    Set<String> wanted = new HashSet<>();
    contexts.forEach(context -> context.questions().forEach(q -> wanted.add(q.id())));
    return received.stream().filter(r -> wanted.contains(r.id())).map(Received::json).toList();
  }
}
