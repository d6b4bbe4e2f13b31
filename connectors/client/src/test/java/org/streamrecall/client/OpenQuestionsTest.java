package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.client.json.Samples;
import org.streamrecall.model.Prediction;

/** Whatever lies on the topics between answers, each question gets its own. */
class OpenQuestionsTest {
  private static final String QUERIES = "recall.queries";
  private static final String ANSWER =
      "{\"id\":\"%s\",\"context\":\"c\",\"status\":\"ok\",\"value\":[1],\"model\":\"m\"}";

  private final OpenQuestions questions = new OpenQuestions(QUERIES, WireFormats.JSON);

  /** JSON and what is nearly JSON. */
  private static Arbitrary<String> json() {
    return Arbitraries.of(
        "null",
        "1",
        "-0.5",
        "1e400",
        "NaN",
        "\"\"",
        "\"ok\"",
        "\"x\"",
        "\"\\ud800\"",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[[1,2]]",
        "[\"a\",null]",
        "{\"a\":1}",
        "[{}]",
        "[{\"tag\":{\"a\":1}}]",
        "[{\"share\":[]}]",
        "[{\"near\":0.5},{\"near\":null}]",
        "[".repeat(2000),
        "9".repeat(200),
        "",
        "{");
  }

  private static Arbitrary<String> field() {
    return Arbitraries.of(
        "id",
        "context",
        "time",
        "status",
        "value",
        "categories",
        "interval",
        "memoryError",
        "extrapolates",
        "tokens",
        "effectiveTokens",
        "entropy",
        "familiarity",
        "recalled",
        "methods",
        "model",
        "asOf",
        "predict",
        "sage");
  }

  /** Answers to nobody, with one field more or less, or of another type. */
  @Provide
  Arbitrary<byte[]> likeAnswers() {
    return Combinators.combine(field(), json())
        .as(
            (field, value) -> {
              String answer =
                  ANSWER.formatted("nobody").replaceAll("\"" + field + "\":[^,}]+,?", "");
              return Samples.utf8(answer.replaceFirst("\\{", "{\"" + field + "\":" + value + ","));
            });
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return Arbitraries.oneOf(any, json().map(Samples::utf8), likeAnswers()).injectNull(0.1);
  }

  @Provide
  Arbitrary<RecordHeaders> headers() {
    Arbitrary<String> names = Arbitraries.of("recall.kind", "recall.topic", "recall.reason", "x");
    Arbitrary<byte[]> values =
        Arbitraries.oneOf(
            Arbitraries.of("query", "record", "token", "model", "shadow", "later", "", QUERIES)
                .map(Samples::utf8),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(4));
    return Combinators.combine(names, values.injectNull(0.2))
        .as((name, value) -> new RecordHeader(name, value))
        .list()
        .ofMaxSize(4)
        .map(list -> new RecordHeaders(List.copyOf(list)));
  }

  private static ConsumerRecord<byte[], byte[]> record(RecordHeaders headers, byte[] value) {
    return new ConsumerRecord<>(
        "t", 0, 7, 0, TimestampType.CREATE_TIME, 0, 0, null, value, headers, null);
  }

  private static ConsumerRecord<byte[], byte[]> record(String value) {
    return record(new RecordHeaders(), value == null ? null : Samples.utf8(value));
  }

  private static ConsumerRecord<byte[], byte[]> letter(String kind, String topic, String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("recall.kind", Samples.utf8(kind));
    headers.add("recall.topic", Samples.utf8(topic));
    headers.add("recall.reason", Samples.utf8("why"));
    return record(headers, value == null ? null : Samples.utf8(value));
  }

  @Property(tries = 3000)
  void shouldGoOnWhateverComesBetween(
      @ForAll("bytes") byte[] value, @ForAll("headers") RecordHeaders headers) {
    OpenQuestions questions = new OpenQuestions(QUERIES, WireFormats.JSON); // anew for each try
    CompletableFuture<Prediction> answer = questions.open("q");
    CompletableFuture<Prediction> refused = questions.open("r");
    questions.answered(record(headers, value));
    questions.refused(record(headers, value));
    assertThat(questions.skipped()).isBetween(0L, 2L);
    boolean letter = headers.lastHeader("recall.kind") != null;
    assertThat(questions.skipped())
        .isGreaterThanOrEqualTo((value == null ? 1 : 0) + (letter ? 0 : 1));
    assertThat(answer).isNotDone();
    assertThat(refused).isNotDone();
    questions.answered(record(ANSWER.formatted("q")));
    questions.refused(letter("query", QUERIES, "{\"id\":\"r\"}"));
    assertThat(answer.join().id()).isEqualTo("q");
    assertThatThrownBy(refused::join).hasCause(new QuestionRefused("r", "why"));
  }

  /** What is read can be written again; what cannot be read is said in one sentence. */
  @Property(tries = 5000)
  void shouldReadAPredictionOrSayWhatIsWrongWithIt(@ForAll("likeAnswers") byte[] value) {
    try {
      Prediction prediction = PredictionJson.read(value);
      assertThat(new String(PredictionJson.writeUnreadable(prediction), StandardCharsets.UTF_8))
          .startsWith("{\"id\":\"");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  @Test
  void shouldCountWhatIsNoAnswer() {
    questions.answered(record(null));
    questions.answered(record(""));
    questions.answered(record("{\"context\":\"c\"}"));
    questions.answered(record(ANSWER.formatted("q").replace("ok", "sage")));
    assertThat(questions.skipped()).isEqualTo(4);
    questions.answered(record(ANSWER.formatted("another's")));
    assertThat(questions.skipped()).isEqualTo(4);
  }

  @Test
  void shouldCountWhatIsNoDeadLetter() {
    questions.refused(record("{\"id\":\"q\"}"));
    RecordHeaders empty = new RecordHeaders();
    empty.add("recall.kind", null);
    questions.refused(record(empty, new byte[0]));
    questions.refused(letter("query", QUERIES, null));
    questions.refused(letter("query", QUERIES, "{}"));
    assertThat(questions.skipped()).isEqualTo(4);
    // Letters as a job writes them, of what nobody here waits for.
    questions.refused(letter("record", QUERIES, ""));
    questions.refused(letter("record", "recall.tokens", "{\"id\":\"q\"}"));
    questions.refused(letter("token", "recall.tokens", "{\"context\":\"c\"}"));
    questions.refused(letter("shadow", QUERIES, "{\"id\":\"q\"}"));
    assertThat(questions.skipped()).isEqualTo(4);
  }

  @Test
  void shouldRefuseWithoutAReasonToo() {
    CompletableFuture<Prediction> answer = questions.open("q");
    RecordHeaders headers = new RecordHeaders();
    headers.add("recall.kind", Samples.utf8("record"));
    headers.add("recall.topic", Samples.utf8(QUERIES));
    headers.add("recall.reason", null);
    questions.refused(record(headers, Samples.utf8("{\"id\":\"q\"}")));
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCause(new QuestionRefused("q", "the dead letter gives no reason"));
  }

  @Test
  void shouldEndThoseWhoWaitAndThoseWhoComeLater() {
    CompletableFuture<Prediction> before = questions.open("q");
    questions.end(new OutOfMemoryError("none"));
    for (CompletableFuture<Prediction> one : List.of(before, questions.open("q"))) {
      assertThatThrownBy(one::join)
          .hasRootCauseMessage("none")
          .hasMessageContaining(
              "answers can no longer be read: java.lang.OutOfMemoryError: none; close the client and"
                  + " connect anew");
    }
  }
}
