package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.model.Prediction;

/** The predictions that a read_committed consumer saw, as they came. Thread safe. */
final class Answers {
  private final Map<String, byte[]> firstById = new LinkedHashMap<>();
  private long duplicates;

  /** Takes one in, and tells whether it is the first to its query. */
  synchronized boolean accept(Prediction prediction, ConsumerRecord<byte[], byte[]> record) {
    boolean first = firstById.putIfAbsent(prediction.id(), record.value()) == null;
    duplicates += first ? 0 : 1;
    return first;
  }

  /** Number of queries answered. */
  synchronized long answered() {
    return firstById.size();
  }

  synchronized long duplicates() {
    return duplicates;
  }

  /** Questions of these contexts that were answered with the true slot; no answer is wrong. */
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

  /** The records that answer these contexts, in the order they were received. */
  synchronized List<byte[]> received(List<LanguageContext> contexts) {
    Map<String, Boolean> wanted = new LinkedHashMap<>();
    contexts.forEach(context -> context.questions().forEach(q -> wanted.put(q.id(), true)));
    List<byte[]> records = new ArrayList<>();
    firstById.forEach(
        (id, json) -> {
          if (wanted.containsKey(id)) {
            records.add(json);
          }
        });
    return records;
  }
}
