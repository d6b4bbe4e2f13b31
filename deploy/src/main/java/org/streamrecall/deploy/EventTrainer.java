package org.streamrecall.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;
import org.streamrecall.client.EventJson;
import org.streamrecall.client.FieldsMet;
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
  /** What the table calls a memory without training. */
  static final String UNTRAINED = "  untrained default";

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
    EventJson json = new EventJson(schema).doubting(complaints);
    FieldsMet met = new FieldsMet(schema);
    EventLines.forEach(
        file,
        schema,
        new EventLines.Consumer() {
          @Override
          public void line(String place, byte[] line) {
            try {
              Event event = json.read(line, null);
              met.add(event);
              events.add(event);
            } catch (IllegalArgumentException e) {
              met.refused(e.getMessage());
              refused(place, e.getMessage());
            }
          }

          @Override
          public void refused(String place, String reason) {
            refused++;
            complaints.accept(place + ": " + reason);
          }
        });
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

  List<Event> events() {
    return events;
  }

  long refused() {
    return refused;
  }

  /** Scores on the held-out time of trained keys, and on the keys held out whole, as lines. */
  List<String> scores(EventTraining training, RecallModel model, int sketchBytes) {
    List<String> names = List.of("StreamRecall", "  every token kept", UNTRAINED);
    EventSchema scored = schema.isCategory() ? schema : EventSchema.of(model); // with its base
    int season = Seasons.period(schema, events);
    Score time = new Score(scored, season, names);
    Score keys = new Score(scored, season, names);
    List<EventMemory> memories =
        List.of(
            new EventMemory(model, sketchBytes, true, Decay.NONE),
            new EventMemory(model, SketchLayout.UNBOUNDED, true, Decay.NONE),
            new EventMemory(schema.untrained(), sketchBytes, true, Decay.NONE));
    for (Map.Entry<String, List<Event>> key : training.keys().entrySet()) {
      boolean held = training.heldKeys().contains(key.getKey());
      memories.forEach(EventMemory::forget);
      List<Event> of = key.getValue();
      for (int i = 0; i < of.size(); i++) {
        score(memories, held ? keys : time, of.get(i), held || !training.isTrained(of.get(i), i));
      }
    }
    List<String> titles = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    if (time.scored() == 0 && !holdsTime(training)) {
      lines.add("held-out time: " + timeless());
    } else {
      titles.add("held-out time");
      scores.add(time);
    }
    if (keys.scored() > 0) {
      titles.add("held-out keys");
      scores.add(keys);
    }
    if (!scores.isEmpty()) {
      lines.addAll(ScoreTable.of(titles, scores));
    }
    return lines;
  }

  /** Whether any event of a key that was trained on is later than what was. */
  private static boolean holdsTime(EventTraining training) {
    for (Map.Entry<String, List<Event>> key : training.keys().entrySet()) {
      List<Event> of = key.getValue();
      boolean held = training.heldKeys().contains(key.getKey());
      for (int i = 0; i < of.size() && !held; i++) {
        if (!training.isTrained(of.get(i), i)) {
          return true;
        }
      }
    }
    return false;
  }

  private String timeless() {
    if (schema.time() == null) {
      return "nothing to score: no key has events enough to hold any out; give it longer ones";
    }
    LongSummaryStatistics times = events.stream().mapToLong(Event::time).summaryStatistics();
    String span =
        times.getMin() == times.getMax()
            ? "all have " + schema.time() + " " + Instant.ofEpochMilli(times.getMax())
            : "the last quarter of all begins at the latest of them";
    return "nothing to score: no event is later than those that were trained on ("
        + span
        + "); name a --time that tells them apart, or leave --time out: the order of the file counts"
        + " then";
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
    score.add(event, ours, memories.get(ours.size() - 1).tag(), counts); // as who has not trained
  }
}
