package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.flink.Refused;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * Makes an answer's record. An answer that JSON cannot hold becomes a dead letter, not a failure.
 */
final class EncodePrediction extends RichMapFunction<Prediction, Outgoing> {
  private final byte[] model; // carries the schema
  private final String topic;
  private final DeadLetter deadLetter;
  private transient PredictionJson json;

  EncodePrediction(byte[] model, String topic, DeadLetter deadLetter) {
    this.model = model;
    this.topic = topic;
    this.deadLetter = deadLetter;
  }

  @Override
  public void open(OpenContext context) {
    json = new PredictionJson(RecallModel.fromBytes(model).schema());
  }

  @Override
  public Outgoing map(Prediction prediction) {
    byte[] value;
    try {
      value = json.write(prediction);
    } catch (IllegalArgumentException e) {
      return deadLetter.of(
          new Refused(prediction.context(), Refused.QUERY, prediction.id(), e.getMessage()));
    }
    return Outgoing.of(
        prediction.replyTo() == null ? topic : prediction.replyTo(),
        prediction.context().getBytes(StandardCharsets.UTF_8),
        value,
        prediction.time(),
        Map.of());
  }
}
