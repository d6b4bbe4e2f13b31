package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.streamrecall.client.EventJson;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;

/**
 * What a recall on events says, as records.
 *
 * @param topic of answered events and judged outcomes
 * @param predictions topic of answers to questions
 * @param key name of the events' key, or null if they are one series
 * @param id name of the field that events and outcomes are joined by, or null
 * @param targets texts of what is foretold
 */
record EventEncoding(
    String topic,
    String predictions,
    DeadLetter deadLetter,
    RecordLimit limit,
    String key,
    String id,
    List<String> targets)
    implements EventRecall.Encoding<KafkaEvent, Outgoing> {
  @Override
  public Outgoing answered(Answered<KafkaEvent> answered) {
    if (answered.prediction().id() != null) {
      return answer(answered.prediction());
    }
    KafkaEvent event = answered.event();
    Outgoing answer;
    try {
      answer =
          new Outgoing(
              topic,
              event.key(),
              EventJson.answered(
                  event.value(), answered.judgement(), answered.prediction().model()),
              event.timestamp(),
              event.headerNames(),
              event.headerValues());
    } catch (IllegalArgumentException e) {
      return deadLetter.of(event, e.getMessage());
    }
    String fault = limit.fault("the event was learned, but its answer", answer);
    return fault == null ? answer : deadLetter.of(event, fault);
  }

  private Outgoing answer(Prediction prediction) {
    String fault;
    try {
      Outgoing answer =
          Outgoing.of(
              predictions,
              utf8(prediction.context()),
              PredictionJson.writeUnreadable(prediction.of(targets)),
              Atom.NO_TIME,
              Map.of());
      fault = limit.fault("the answer", answer);
      if (fault == null) {
        return answer;
      }
    } catch (IllegalArgumentException e) {
      fault = e.getMessage();
    }
    return deadLetter.of(new Refused(prediction.context(), Refused.QUERY, prediction.id(), fault));
  }

  @Override
  public Outgoing refused(RefusedEvent<KafkaEvent> event) {
    return deadLetter.of(event.event(), event.reason());
  }

  @Override
  public Outgoing refused(Refused model) {
    return deadLetter.of(model);
  }

  @Override
  public Outgoing judged(JudgedOutcome outcome) {
    try {
      return Outgoing.of(
          topic, utf8(outcome.key()), EventJson.judged(outcome, key, id), Atom.NO_TIME, Map.of());
    } catch (IllegalArgumentException e) { // a number that is no JSON: small in any case
      return deadLetter.of(new Refused(outcome.key(), "outcome", outcome.id(), e.getMessage()));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
