package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.Headers;

/** The queries among the dead letters, each once however often it was written. Thread safe. */
final class DeadQueries {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String queries;
  private final Set<String> origins = new HashSet<>();

  /**
   * @param queries the topic of queries
   */
  DeadQueries(String queries) {
    this.queries = queries;
  }

  /** Takes a dead letter in; those of tokens and models do not count. */
  synchronized void accept(ConsumerRecord<byte[], byte[]> letter) {
    String kind = Headers.text(letter, Headers.KIND);
    if ("query".equals(kind)) {
      origins.add("id " + id(letter.value()));
    } else if ("record".equals(kind) && queries.equals(Headers.text(letter, Headers.TOPIC))) {
      origins.add(
          "at "
              + Headers.text(letter, Headers.PARTITION)
              + ":"
              + Headers.text(letter, Headers.OFFSET));
    }
  }

  synchronized long count() {
    return origins.size();
  }

  private static String id(byte[] refusal) {
    try {
      return JSON.readTree(refusal).path("id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter of a refused query is not JSON", e);
    }
  }
}
