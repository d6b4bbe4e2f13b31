package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Headers;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.Topics;
import org.streamrecall.client.WireFormats;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.Reason;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Outlet;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;

/** An answer that Kafka would not take is a dead letter, before a producer fails the job on it. */
class LargeAnswerTest {
  private static final int LIMIT = 48_576;
  private static final KafkaSettings SETTINGS =
      new KafkaSettings(
          KafkaAccess.of("localhost:9092"),
          Topics.defaults(),
          Set.of("mine"),
          "name",
          "name",
          KafkaSettings.Start.EARLIEST,
          KafkaDelivery.of("name").withMaxRequestSize(LIMIT),
          BadRecords.DEAD_LETTER,
          0,
          KafkaInput.DEFAULTS);
  private static final byte[] MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"))).toBytes();

  @Test
  void shouldRefuseAQueryWhoseAnswerIsTooLarge() {
    EncodePrediction encode = EncodePrediction.answers(MODEL, SETTINGS);
    encode.open(new OpenContext() {});
    assertThat(encode.map(prediction("q", "short", "mine")).topic()).isEqualTo("mine");
    Outgoing letter = encode.map(prediction("q", "r".repeat(LIMIT), "mine"));
    assertThat(letter.topic()).isEqualTo("recall.dead-letters");
    assertThat(letter.header(Headers.KIND)).isEqualTo("query");
    assertThat(letter.header(Headers.REASON))
        .matches(
            "the answer takes 48\\d{3} bytes as a record, more than max.request.size=48576; send"
                + " less, or raise --max-request-size and max.message.bytes of the topic mine");
    assertThat(text(letter)).startsWith("{\"context\":\"c\",\"kind\":\"query\",\"id\":\"q\",");
  }

  @Test
  void shouldKeepShadowsFromReplyTopicsAndFromWhoeverWaitsForTheAnswer() {
    EncodePrediction encode = EncodePrediction.shadows(MODEL, SETTINGS);
    encode.open(new OpenContext() {});
    assertThat(encode.map(prediction("q", "short", "mine")).topic()).isEqualTo("recall.shadow");
    Outgoing letter = encode.map(prediction("q", "r".repeat(LIMIT), null));
    assertThat(letter.header(Headers.KIND)).isEqualTo("shadow");
  }

  @Test
  void shouldRefuseAnEventThatWithItsAnswerIsTooLarge() {
    Outgoing fits = encoding().record(answered(LIMIT - 1000));
    assertThat(fits.topic()).isEqualTo("out");
    assertThat(fits.header("trace")).isEqualTo("t");
    Outgoing letter = encoding().record(answered(LIMIT - 100));
    assertThat(letter.topic()).isEqualTo("recall.dead-letters");
    assertThat(letter.header(Headers.OFFSET)).isEqualTo("17");
    assertThat(letter.header(Headers.LENGTH)).isEqualTo(Integer.toString(LIMIT - 100));
    assertThat(letter.header(Headers.REASON))
        .startsWith("the event was learned, but its answer takes 4")
        .endsWith("max.message.bytes of the topic out");
  }

  @Test
  void shouldRefuseAQuestionWhoseAnswerIsTooLargeOrNoJson() {
    Prediction large = prediction("q", "r".repeat(LIMIT), null);
    Outgoing letter = encoding().record(new Answered<>(null, large, Oddness.NONE));
    assertThat(letter.header(Headers.KIND)).isEqualTo("query");
    assertThat(letter.header(Headers.REASON)).startsWith("the answer takes 4");
    Answer infinite = answer(Float.POSITIVE_INFINITY, "r");
    Outgoing other =
        encoding()
            .record(
                new Answered<>(
                    null, new Prediction("q", "c", 0, infinite, "m", null), Oddness.NONE));
    assertThat(other.header(Headers.KIND)).isEqualTo("query");
    assertThat(other.header(Headers.REASON)).contains("finite");
  }

  private static EventEncoding encoding() {
    return new EventEncoding(
        "out",
        "recall.predictions",
        "recall.shadow",
        "alarms",
        DeadLetter.of(SETTINGS),
        RecordLimit.of(SETTINGS),
        "k",
        null);
  }

  @Test
  void shouldWriteAnAlarmUnderItsKeyAndALetterForWhatTheFormatCannotSay() {
    Odd odd = new Odd(0, .01, 1, 5, .9, 7, 1, 0, 2);
    Alarm alarm = new Alarm("m/1/5", true, "m", 5, 5, .9, because(odd));
    List<Outgoing> said = new ArrayList<>();
    Outlet<Outgoing> out = new Outlet<>(new ListCollector<>(said), null);
    encoding().alarm(alarm, out);
    Odd infinite = new Odd(0, .01, 1, Double.POSITIVE_INFINITY, .9, 7, 1, 0, 2);
    encoding().alarm(new Alarm("m/2", true, "m", 5, 5, .9, because(infinite)), out);
    Outgoing written = said.get(0);
    assertThat(written.topic()).isEqualTo("alarms");
    assertThat(written.key()).asString(StandardCharsets.UTF_8).isEqualTo("m");
    assertThat(written.time()).isEqualTo(5);
    assertThat(written.value()).isEqualTo(WireFormats.JSON.alarm(alarm, "k"));
    Outgoing letter = said.get(1);
    assertThat(letter.topic()).isEqualTo("recall.dead-letters");
    assertThat(letter.header(Headers.KIND)).isEqualTo("alarm");
    assertThat(letter.header(Headers.REASON)).startsWith("deviation=Infinity is not finite");
  }

  private static Reason because(Odd odd) {
    return new Reason("y", odd, 0, List.of(), Double.NaN, Atom.NO_TIME);
  }

  private static Answered<KafkaEvent> answered(int bytes) {
    String text = "{\"k\":\"" + "x".repeat(bytes - 8) + "\"}";
    KafkaEvent event =
        new KafkaEvent(
            null,
            text.getBytes(StandardCharsets.UTF_8),
            "in",
            3,
            17,
            5,
            new String[] {"trace"},
            new byte[][] {{'t'}});
    Prediction prediction = new Prediction(null, "k", 0, answer(1, "r"), "m", null);
    return new Answered<>(event, prediction, new Oddness(.5, .5, List.of()));
  }

  private static Prediction prediction(String id, String ref, String replyTo) {
    return new Prediction(id, "c", 0, answer(1, ref), "sha256:m", replyTo);
  }

  private static Answer answer(float value, String ref) {
    Evidence evidence = new Evidence(1, new float[0], ref, 0, 0);
    return new Answer(
        Status.OK,
        new double[] {value},
        List.of(),
        null,
        0,
        false,
        1,
        1,
        0,
        Double.NaN,
        List.of(new Recalled(1, evidence)),
        List.of(),
        Atom.NO_TIME);
  }

  private static String text(Outgoing letter) {
    return new String(letter.value(), StandardCharsets.UTF_8);
  }
}
