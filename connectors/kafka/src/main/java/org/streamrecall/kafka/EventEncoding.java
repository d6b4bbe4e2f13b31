package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.streamrecall.client.EventJson;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.measure.Atom;

/**
 * What a recall on events says, as records.
 *
 * @param topic of answered events and judged outcomes
 * @param predictions topic of answers to questions
 * @param key name of the events' key
 * @param id name of the field that events and outcomes are joined by, or null
 */
record EventEncoding(String topic, String predictions, DeadLetter deadLetter, String key, String id)
    implements EventRecall.Encoding<KafkaEvent, Outgoing> {
  @Override
  public Outgoing answered(Answered<KafkaEvent> answered) {
    if (answered.prediction().id() != null) {
      return Outgoing.of(
          predictions,
          utf8(answered.prediction().context()),
          PredictionJson.writeUnreadable(answered.prediction()),
          Atom.NO_TIME,
          Map.of());
    }
    KafkaEvent event = answered.event();
    byte[] value;
    try {
      value =
          EventJson.answered(event.value(), answered.judgement(), answered.prediction().model());
    } catch (IllegalArgumentException e) {
      return deadLetter.of(event, e.getMessage());
    }
    return new Outgoing(
        topic, event.key(), value, event.timestamp(), event.headerNames(), event.headerValues());
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
    return Outgoing.of(
        topic, utf8(outcome.key()), EventJson.judged(outcome, key, id), Atom.NO_TIME, Map.of());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
