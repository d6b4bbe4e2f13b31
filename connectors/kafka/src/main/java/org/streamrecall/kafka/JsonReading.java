package org.streamrecall.kafka;

import java.io.Serializable;
import org.streamrecall.client.EventJson;
import org.streamrecall.client.EventQuestionJson;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Origin;
import org.streamrecall.model.RecallModel;

/** Reads events, questions and outcomes by the model's schema; the topic says which it is. */
final class JsonReading implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] model;
  private final String questions; // topic
  private final String outcomes; // topic, or null
  private final String id; // field, or null
  private final EventWarnings warnings;
  private transient EventJson json;
  private transient EventQuestionJson question;

  /**
   * @param id name of the field that holds an event's id, or null
   */
  JsonReading(byte[] model, String questions, String outcomes, String id, EventWarnings warnings) {
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
    if (json == null) {
      EventSchema schema = EventSchema.of(RecallModel.fromBytes(model));
      json = new EventJson(schema, id).doubting(warnings::doubt);
      warnings.begin(schema, outcomes != null);
      question = new EventQuestionJson(schema);
    }
    if (record.value() == null) {
      throw new IllegalArgumentException("the record has no value; send one JSON object");
    }
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    if (record.topic().equals(questions)) {
      EventQuestionJson.Asked asked = question.read(record.value());
      return asked.id() == null
          ? new EventInput.Forget<>(asked.moment().key(), asked.moment().time())
          : new EventInput.Question<>(record, asked.moment(), asked.id(), origin);
    }
    if (record.topic().equals(outcomes)) {
      return new EventInput.Outcome<>(
          record, json.readOutcome(record.value(), record.ref()), origin);
    }
    Event event = json.read(record.value(), record.ref());
    warnings.add(event, record.value());
    return new EventInput.Happened<>(record, event, origin);
  }
}
