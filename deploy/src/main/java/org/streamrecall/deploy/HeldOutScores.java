package org.streamrecall.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.NameCounts;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.Seasons;

/** What training was good for: on the held-out time of trained keys, on the keys held out whole. */
final class HeldOutScores {
  private final EventTraining training;
  private final EventSchema schema;
  private final List<Event> events;
  private final Base other; // or null
  private final Score time;
  private final Score keys;
  private final NameCounts names;
  private final HeldOutEvents watch; // or null
  private long refusedOfTime;
  private long refusedOfKeys;
  private boolean holdsTime; // whether any event of a trained key is later than what was trained on

  /**
   * @param events that were read by the schema, of which training has held out some
   * @param other base that is scored too, untrained; null for none
   * @param watch is told of all events in order, and keeps what was held out; or null
   */
  HeldOutScores(
      EventTraining training,
      EventSchema schema,
      List<Event> events,
      RecallModel model,
      int sketchBytes,
      Base other,
      HeldOutEvents watch) {
    this.training = training;
    this.watch = watch;
    this.schema = schema;
    this.events = events;
    this.other = other;
    List<String> names = new ArrayList<>(List.of(Own.SERVING.label, Own.UNTRAINED.label));
    List<EventMemory> memories = new ArrayList<>();
    memories.add(new EventMemory(model, sketchBytes, true, Decay.NONE));
    memories.add(new EventMemory(schema.untrained(), sketchBytes, true, Decay.NONE));
    if (other != null) {
      names.add(Own.OTHER_BASE.label + other);
      RecallModel based = schema.withBase(other).untrained();
      memories.add(new EventMemory(based, sketchBytes, true, Decay.NONE));
    }
    EventSchema scored = schema.isCategory() ? schema : EventSchema.of(model); // with its base
    int season = Seasons.period(schema, events);
    time = new Score(scored, season, names);
    keys = new Score(scored, season, names);
    this.names = new NameCounts(schema);
    score(memories);
  }

  private void score(List<EventMemory> memories) {
    for (Map.Entry<String, List<Event>> key : training.keys().entrySet()) {
      boolean held = training.heldKeys().contains(key.getKey());
      memories.forEach(EventMemory::forget);
      if (watch != null) {
        watch.nextKey();
      }
      List<Event> of = key.getValue();
      for (int i = 0; i < of.size(); i++) {
        boolean counts = held || !training.isTrained(of.get(i), i);
        holdsTime |= counts && !held;
        score(memories, held ? keys : time, of.get(i), counts);
      }
    }
  }

  private void score(List<EventMemory> memories, Score score, Event event, boolean counts) {
    List<Judgement> ours = new ArrayList<>();
    try {
      for (EventMemory memory : memories) {
        ours.add(memory.tell(event));
      }
    } catch (IllegalArgumentException e) {
      refusedOfTime += counts && score == time ? 1 : 0;
      refusedOfKeys += counts && score == keys ? 1 : 0;
      return; // refused by the first already, before anything has changed
    }
    names.add(event);
    if (watch != null) {
      Judgement served = ours.get(Own.SERVING.ordinal());
      watch.add(event, score == keys, counts, served, ours.get(Own.UNTRAINED.ordinal()));
    }
    float[] tag = memories.get(Own.UNTRAINED.ordinal()).tag(); // rivals have not trained
    score.add(event, ours, tag, counts);
  }

  /** The table, and what follows from it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!holdsTime) {
      lines.add("held-out time: " + timeless());
    }
    List<Scored> scored = scored();
    if (!scored.isEmpty()) {
      lines.addAll(ScoreTable.of(scored));
    }
    if (other != null) {
      lines.addAll(SchemaReport.advice(schema.base(), other, time));
    }
    return lines;
  }

  /** The table as JSON, a line for each target of each part that is held out. */
  List<String> json() {
    return ScoreJson.of(scored(), names);
  }

  /** Names of all events that were taken in. */
  NameCounts names() {
    return names;
  }

  /** What was held out and could be scored. */
  List<Scored> scored() {
    List<Scored> scored = new ArrayList<>();
    if (holdsTime) {
      scored.add(new Scored("held-out time", time, refusedOfTime, other));
    }
    if (keys.scored() > 0) {
      scored.add(new Scored("held-out keys", keys, refusedOfKeys, other));
    }
    return scored;
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
}
