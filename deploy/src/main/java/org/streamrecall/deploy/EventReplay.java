package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.EventJson;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.EventSchema;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Score;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Seasons;

/**
 * Events of a file through the memories of their keys, in the file's order: what a job would say.
 */
final class EventReplay {
  private static final byte[] NOTHING = {};
  private static final int LOOKED_AT = 50_000; // events

  private final RecallModel model;
  private final EventMemory scratch;
  private final EventMemories memories;
  private final EventJson json;
  private final Consumer<String> complaints;
  private final FieldsMet met;
  private final boolean scores;
  private Score score; // or null
  private long refused;
  private long events;

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  EventReplay(RecallModel model, EventMemory scratch, boolean scores, Consumer<String> complaints) {
    EventSchema schema = EventSchema.of(model);
    this.model = model;
    this.scratch = scratch;
    this.complaints = complaints;
    memories = new EventMemories(scratch);
    json = new EventJson(schema);
    met = new FieldsMet(schema);
    this.scores = scores;
  }

  /** One line out for each line in. */
  void run(InputFile file, OutputStream out) {
    if (scores) {
      EventSchema schema = EventSchema.of(model);
      score =
          new Score(schema, Seasons.period(schema, first(file, schema)), List.of("StreamRecall"));
    }
    EventLines.forEach(
        file,
        EventSchema.of(model),
        (place, line) -> write(answer(place, line), out),
        (place, reason) -> write(refuse(place, NOTHING, reason), out));
  }

  /** The file's first events, to look for a season in; the bad ones are named later. */
  private static List<Event> first(InputFile file, EventSchema schema) {
    EventJson json = new EventJson(schema);
    List<Event> first = new ArrayList<>();
    EventLines.forEach(
        file,
        schema,
        (place, line) -> {
          try {
            if (first.size() < LOOKED_AT) {
              first.add(json.read(line, null));
            }
          } catch (IllegalArgumentException e) {
            return; // named when it is replayed
          }
        },
        (place, reason) -> {});
    return first;
  }

  private static void write(byte[] answered, OutputStream out) {
    try {
      out.write(answered);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] answer(String place, byte[] line) {
    try {
      Event event = json.read(line, null);
      met.add(event);
      Judgement judgement = memories.tell(event);
      if (score != null) {
        score.add(event, judgement, scratch.tag());
      }
      events++;
      return EventJson.answered(line, judgement, model.id());
    } catch (IllegalArgumentException e) {
      return refuse(place, line, e.getMessage());
    }
  }

  private byte[] refuse(String place, byte[] line, String reason) {
    events++;
    refused++;
    met.refused(reason);
    complaints.accept(place + ": " + reason);
    return EventJson.refused(line, reason);
  }

  long events() {
    return events;
  }

  long refused() {
    return refused;
  }

  /** Names the fields that no event had, or null. */
  String fieldsMissed() {
    return met.complaint();
  }

  int keys() {
    return memories.keys();
  }

  Score score() {
    return score;
  }
}
