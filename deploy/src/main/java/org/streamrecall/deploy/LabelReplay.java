package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.labels.LabelField;
import org.streamrecall.deploy.labels.LabelJson;
import org.streamrecall.deploy.labels.LabelScore;
import org.streamrecall.deploy.labels.LabelText;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.label.Mark;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/** Holds what is made of a file's events against the labels that they carry. */
final class LabelReplay {
  private final LabelField field;
  private final LabelScore score;

  /**
   * @param field that holds labels
   * @param rule by which alarms ring
   */
  LabelReplay(String field, EventSchema schema, AlarmRule rule) {
    this.field = new LabelField(field, schema.reading().missing());
    score = new LabelScore(schema, rule);
  }

  /**
   * Takes in an event that was judged.
   *
   * @param place the file and the line's number
   * @param line the event as a JSON object
   */
  void add(String place, byte[] line, Event event, Judgement judgement) {
    Map<String, JsonNode> fields = FlatEvent.of(line);
    Mark mark;
    try {
      mark = field.read(fields == null ? null : fields.get(field.name()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(place + ": " + e.getMessage(), e);
    }
    score.add(event, judgement, mark);
  }

  /**
   * What is printed; nothing if labels tell nothing.
   *
   * @param title of what was scored
   */
  List<String> lines(String title, boolean json) {
    if (score.complaint(field.name()) != null) {
      return List.of();
    }
    return json
        ? LabelJson.of(title, field.name(), score.tables())
        : LabelText.of(title, field.name(), score.tables());
  }

  /** Fails if labels tell nothing. */
  void requireTelling() {
    String complaint = score.complaint(field.name());
    if (complaint != null) {
      throw new CommandFailure(complaint);
    }
  }
}
