package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.streamrecall.client.EventJson;
import org.streamrecall.events.Base;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.EventSchema;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Score;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.Seasons;

/** Reads events to train on, and shows what training was good for on what was held out. */
final class EventTrainer {
  private static final List<String> OURS =
      List.of("StreamRecall", "  every token kept", "  untrained default");
  private static final int UNTRAINED = 2; // of ours

  private final EventSchema schema;
  private final List<Event> events = new ArrayList<>();
  private long refused;
  private String missed; // what is to be said of fields that no event had, or null

  EventTrainer(EventSchema schema) {
    this.schema = schema;
  }

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  void read(InputFile file, Consumer<String> complaints) {
    EventJson json = new EventJson(schema);
    FieldsMet met = new FieldsMet(schema);
    EventLines.forEach(
        file,
        schema,
        (place, line) -> {
          try {
            Event event = json.read(line, null);
            met.add(event);
            events.add(event);
          } catch (IllegalArgumentException e) {
            met.refused(e.getMessage());
            refuse(place, e.getMessage(), complaints);
          }
        },
        (place, reason) -> refuse(place, reason, complaints));
    missed = met.complaint();
  }

  /**
   * @throws CommandFailure if there is no event, or a field that none has
   */
  void requireTrainable(InputFile file) {
    if (missed != null) {
      throw new CommandFailure(missed);
    }
    if (events.isEmpty()) {
      throw new CommandFailure(
          file.path()
              + (refused == 0 ? " is empty" : " has no line that is an event")
              + "; give it one JSON object a line, or CSV with a header");
    }
  }

  private void refuse(String place, String reason, Consumer<String> complaints) {
    refused++;
    complaints.accept(place + ": " + reason);
  }

  List<Event> events() {
    return events;
  }

  long refused() {
    return refused;
  }

  /**
   * Scores on the held-out time of trained keys, and on the keys held out whole.
   *
   * @param other base that is scored too, untrained; null for none
   */
  List<Score> scores(EventTraining training, RecallModel model, int sketchBytes, Base other) {
    List<String> names = new ArrayList<>(OURS);
    EventSchema scored = schema.isCategory() ? schema : EventSchema.of(model); // with its base
    int season = Seasons.period(schema, events);
    List<EventMemory> memories = new ArrayList<>();
    memories.add(new EventMemory(model, sketchBytes, true, Decay.NONE));
    memories.add(new EventMemory(model, SketchLayout.UNBOUNDED, true, Decay.NONE));
    memories.add(new EventMemory(schema.untrained(), sketchBytes, true, Decay.NONE));
    if (other != null) {
      names.add(ScoreTable.OTHER_BASE + other);
      RecallModel based = schema.withBase(other).untrained();
      memories.add(new EventMemory(based, sketchBytes, true, Decay.NONE));
    }
    Score time = new Score(scored, season, names);
    Score keys = new Score(scored, season, names);
    for (Map.Entry<String, List<Event>> key : training.keys().entrySet()) {
      boolean held = training.heldKeys().contains(key.getKey());
      memories.forEach(EventMemory::forget);
      List<Event> of = key.getValue();
      for (int i = 0; i < of.size(); i++) {
        score(memories, held ? keys : time, of.get(i), held || !training.isTrained(of.get(i), i));
      }
    }
    return keys.scored() == 0 ? List.of(time) : List.of(time, keys);
  }

  private static void score(List<EventMemory> memories, Score score, Event event, boolean counts) {
    List<Judgement> ours = new ArrayList<>();
    try {
      for (EventMemory memory : memories) {
        ours.add(memory.tell(event));
      }
    } catch (IllegalArgumentException e) {
      return; // refused by the first already, before anything has changed
    }
    score.add(event, ours, memories.get(UNTRAINED).tag(), counts); // as who has not trained
  }
}
