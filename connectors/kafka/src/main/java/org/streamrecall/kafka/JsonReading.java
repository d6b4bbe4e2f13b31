package org.streamrecall.kafka;

import org.streamrecall.client.EventJson;
import org.streamrecall.client.EventQuestionJson;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.model.RecallModel;

/** Reads a record's value by the model's schema. */
final class JsonReading implements EventRecall.Reading<KafkaEvent> {
  private static final long serialVersionUID = 1;

  private final byte[] model;
  private final String questions; // topic
  private final String outcomes; // topic, or null
  private final String id; // field, or null
  private final EventWarnings warnings;
  private transient EventJson json;
  private transient EventQuestionJson question;

  JsonReading(byte[] model, String questions, LateOutcomes outcomes, EventWarnings warnings) {
    this.model = model;
    this.questions = questions;
    this.warnings = warnings;
    this.outcomes = outcomes == null ? null : outcomes.topic();
    this.id = outcomes == null ? null : outcomes.id();
  }

  @Override
  public boolean isOutcome(KafkaEvent record) {
    return record.topic().equals(outcomes);
  }

  @Override
  public String question(KafkaEvent record) {
    return record.topic().equals(questions) ? EventQuestionJson.id(record.value()) : null;
  }

  @Override
  public boolean isForget(KafkaEvent record) {
    return record.topic().equals(questions) && EventQuestionJson.isForget(record.value());
  }

  @Override
  public Event read(KafkaEvent record) {
    if (json == null) {
      EventSchema schema = EventSchema.of(RecallModel.fromBytes(model));
      json = new EventJson(schema, id).doubting(warnings::doubt);
      warnings.begin(schema, outcomes != null);
      question = new EventQuestionJson(schema);
    }
    if (record.value() == null) {
      throw new IllegalArgumentException("the record has no value; send one JSON object");
    }
    if (record.topic().equals(questions)) {
      return question.read(record.value());
    }
    if (isOutcome(record)) {
      return json.readOutcome(record.value(), record.ref());
    }
    Event event = json.read(record.value(), record.ref());
    warnings.add(event, record.value());
    return event;
  }
}
