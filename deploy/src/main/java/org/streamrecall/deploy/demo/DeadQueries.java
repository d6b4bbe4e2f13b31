package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
    String kind = header(letter, "recall.kind");
    if ("query".equals(kind)) {
      origins.add("id " + id(letter.value()));
    } else if ("record".equals(kind) && queries.equals(header(letter, "recall.topic"))) {
      origins.add(
          "at " + header(letter, "recall.partition") + ":" + header(letter, "recall.offset"));
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

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
