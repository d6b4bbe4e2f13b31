package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.streamrecall.flink.Refused;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * Makes an answer's record. An answer that the format or Kafka cannot hold becomes a dead letter,
 * not a failure.
 */
final class EncodePrediction extends RichMapFunction<Prediction, Outgoing> {
  private final byte[] model; // carries the schema
  private final String topic;
  private final String kind; // of its dead letters; a shadow answers no one's query
  private final DeadLetter deadLetter;
  private final RecordLimit limit;
  private transient boolean readableTags;

  private EncodePrediction(
      byte[] model, String topic, String kind, DeadLetter deadLetter, RecordLimit limit) {
    this.model = model;
    this.topic = topic;
    this.kind = kind;
    this.deadLetter = deadLetter;
    this.limit = limit;
  }

  static EncodePrediction answers(byte[] model, KafkaSettings settings) {
    return new EncodePrediction(
        model,
        settings.topics().predictions(),
        Refused.QUERY,
        DeadLetter.of(settings),
        RecordLimit.of(settings));
  }

  /** What another model says: nobody waits for it, whatever reply topic the query names. */
  static EncodePrediction shadows(byte[] model, KafkaSettings settings) {
    return new EncodePrediction(
        model,
        settings.topics().shadow(),
        DeadLetter.SHADOW,
        DeadLetter.of(settings),
        RecordLimit.of(settings));
  }

  @Override
  public void open(OpenContext context) {
    readableTags = RecallModel.fromBytes(model).schema().tagMap().isReadable();
  }

  @Override
  public Outgoing map(Prediction prediction) {
    Outgoing answer;
    try {
      answer =
          Outgoing.of(
              kind.equals(Refused.QUERY) && prediction.replyTo() != null
                  ? prediction.replyTo()
                  : topic,
              prediction.context().getBytes(StandardCharsets.UTF_8),
              deadLetter.format().answer(prediction, readableTags),
              prediction.time(),
              Map.of());
    } catch (IllegalArgumentException e) {
      return refused(prediction, e.getMessage());
    }
    String fault = limit.fault("the answer", answer);
    return fault == null ? answer : refused(prediction, fault);
  }

  private Outgoing refused(Prediction prediction, String reason) {
    return deadLetter.of(new Refused(prediction.context(), kind, prediction.id(), reason));
  }
}
