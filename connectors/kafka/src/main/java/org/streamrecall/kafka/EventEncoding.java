package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Encoding;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Prediction;

/**
 * What a recall on events says, as records.
 *
 * @param topic of answered events and judged outcomes
 * @param predictions topic of answers to questions
 * @param shadows topic of what another model would have said
 * @param alarms topic of alarms, or null if there are none
 * @param key name of the events' key, or null if they are one series
 * @param id name of the field that events and outcomes are joined by, or null
 * @param deadLetter for what cannot be said, in the format of all that is
 */
record EventEncoding(
    String topic,
    String predictions,
    String shadows,
    String alarms,
    DeadLetter deadLetter,
    RecordLimit limit,
    String key,
    String id)
    implements Encoding<KafkaEvent, Outgoing> {
  @Override
  public void answered(Answered<KafkaEvent> answered, Outlet<Outgoing> out) {
    out.emit(record(answered));
  }

  /** An answered event, or the answer to a question. */
  Outgoing record(Answered<KafkaEvent> answered) {
    if (answered.prediction().id() != null) {
      return answer(answered.prediction());
    }
    KafkaEvent event = answered.event();
    Outgoing answer;
    try {
      answer = event(topic, answered);
    } catch (IllegalArgumentException e) {
      return deadLetter.of(event, e.getMessage());
    }
    String fault = limit.fault("the event was learned, but its answer", answer);
    return fault == null ? answer : deadLetter.of(event, fault);
  }

  private Outgoing event(String topic, Answered<KafkaEvent> answered) {
    KafkaEvent event = answered.event();
    return new Outgoing(
        topic,
        event.key(),
        deadLetter
            .format()
            .answered(event.value(), answered.judgement(), answered.prediction().model()),
        event.timestamp(),
        event.headerNames(),
        event.headerValues());
  }

  @Override
  public void shadow(Answered<KafkaEvent> answered, Outlet<Outgoing> out) {
    Prediction prediction = answered.prediction();
    Supplier<Outgoing> answer =
        () -> prediction.id() == null ? event(shadows, answered) : record(shadows, prediction);
    out.emit(orLetter(answer, DeadLetter.SHADOW, prediction));
  }

  private Outgoing answer(Prediction prediction) {
    return orLetter(() -> record(predictions, prediction), Refused.QUERY, prediction);
  }

  /** The answer; or where it cannot be written a dead letter of that kind. */
  private Outgoing orLetter(Supplier<Outgoing> written, String kind, Prediction prediction) {
    String fault;
    try {
      Outgoing answer = written.get();
      fault = limit.fault("the answer", answer);
      if (fault == null) {
        return answer;
      }
    } catch (IllegalArgumentException e) {
      fault = e.getMessage();
    }
    return deadLetter.of(new Refused(prediction.context(), kind, prediction.id(), fault));
  }

  private Outgoing record(String to, Prediction prediction) {
    return Outgoing.of(
        to,
        utf8(prediction.context()),
        deadLetter.format().answer(prediction, false),
        Atom.NO_TIME,
        Map.of());
  }

  @Override
  public void refused(RefusedEvent<KafkaEvent> event, Outlet<Outgoing> out) {
    out.emit(deadLetter.of(event.event(), event.reason()));
  }

  @Override
  public void refused(Refused model, Outlet<Outgoing> out) {
    out.emit(deadLetter.of(model));
  }

  @Override
  public void judged(JudgedOutcome outcome, Outlet<Outgoing> out) {
    Outgoing record;
    try {
      byte[] value = deadLetter.format().judged(outcome, key, id);
      record = Outgoing.of(topic, utf8(outcome.key()), value, Atom.NO_TIME, Map.of());
    } catch (IllegalArgumentException e) { // a number that the format has not: small in any case
      record = deadLetter.of(new Refused(outcome.key(), "outcome", outcome.id(), e.getMessage()));
    }
    out.emit(record);
  }

  @Override
  public void alarm(Alarm alarm, Outlet<Outgoing> out) {
    Outgoing record;
    try {
      byte[] value = deadLetter.format().alarm(alarm, key);
      record = Outgoing.of(alarms, utf8(alarm.key()), value, alarm.time(), Map.of());
    } catch (IllegalArgumentException e) { // a number that the format has not: small in any case
      record = deadLetter.of(new Refused(alarm.key(), "alarm", alarm.id(), e.getMessage()));
    }
    out.emit(record);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
