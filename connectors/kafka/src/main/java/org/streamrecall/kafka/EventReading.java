package org.streamrecall.kafka;

import java.io.Serializable;
import java.util.function.Function;
import org.streamrecall.client.WireFormat;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Origin;
import org.streamrecall.model.RecallModel;

/** Reads events, questions and outcomes by the model's schema; the topic says which it is. */
final class EventReading implements Serializable {
  private static final long serialVersionUID = 1;

  private final WireFormat format;
  private final byte[] model;
  private final String questions; // topic
  private final String outcomes; // topic, or null
  private final String id; // field, or null
  private final EventWarnings warnings;
  private transient WireFormat.Events events;
  private transient Function<byte[], WireFormat.Asked> question;

  /**
   * @param id name of the field that holds an event's id, or null
   */
  EventReading(
      WireFormat format,
      byte[] model,
      String questions,
      String outcomes,
      String id,
      EventWarnings warnings) {
    this.format = format;
    this.model = model;
    this.questions = questions;
    this.outcomes = outcomes;
    this.id = id;
    this.warnings = warnings;
  }

  /**
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  EventInput<KafkaEvent> read(KafkaEvent record) {
    if (events == null) {
      EventSchema schema = EventSchema.of(RecallModel.fromBytes(model));
      events = format.events(schema, id, warnings::doubt);
      warnings.begin(schema, outcomes != null);
      question = format.questions(schema);
    }
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    if (record.topic().equals(questions)) {
      WireFormat.Asked asked = question.apply(record.value());
      return asked.id() == null
          ? new EventInput.Forget<>(asked.moment().key(), asked.moment().time())
          : new EventInput.Question<>(record, asked.moment(), asked.id(), origin);
    }
    if (record.topic().equals(outcomes)) {
      return new EventInput.Outcome<>(
          record, events.readOutcome(record.value(), record.ref()), origin);
    }
    Event event = events.read(record.value(), record.ref());
    warnings.add(event, record.value(), format);
    return new EventInput.Happened<>(record, event, origin);
  }
}
