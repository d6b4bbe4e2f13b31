package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.FieldsMet;
import org.streamrecall.client.json.AlarmJson;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.NameCounts;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Seasons;

/**
 * Events of a file through the memories of their keys, in the file's order: what a job would say.
 */
final class EventReplay {
  private static final byte[] NOTHING = {};
  private static final int LOOKED_AT = 50_000; // events

  private final RecallModel model;
  private final EventMemories memories;
  private final EventJson json;
  private final Consumer<String> complaints;
  private final FieldsMet met;
  private final NameCounts names;
  private final Chronology chronology;
  private final boolean scores;
  private boolean sorts;
  private EventMemories untrained; // scored beside, or null
  private OutputStream alarms; // or null
  private Score score; // or null
  private long refused;
  private long events;

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  EventReplay(RecallModel model, EventMemory scratch, boolean scores, Consumer<String> complaints) {
    EventSchema schema = EventSchema.of(model);
    this.model = model;
    this.complaints = complaints;
    memories = new EventMemories(scratch);
    json = new EventJson(schema).doubting(doubt -> complaints.accept(doubt.sentence()));
    met = new FieldsMet(schema);
    names = new NameCounts(schema);
    chronology = new Chronology(schema);
    this.scores = scores;
  }

  /** Scores another memory of the same events too, of a model without training. */
  EventReplay beside(EventMemory memory) {
    untrained = new EventMemories(memory);
    return this;
  }

  /** Writes alarms, one JSON object a line, in the order in which events are told. */
  EventReplay alarms(OutputStream out) {
    alarms = out;
    return this;
  }

  /** Tells the memories all events in order of time; answers keep the file's order. */
  EventReplay sorted(boolean sorted) {
    sorts = sorted;
    return this;
  }

  /**
   * One line out for each line in, a blank one for a blank one; the file is read once.
   *
   * @param out or null if nobody reads it
   */
  void run(InputFile file, OutputStream out) {
    EventSchema schema = EventSchema.of(model);
    Consumer<byte[]> written = out == null ? answered -> {} : answered -> write(answered, out);
    if (!sorts) {
      pass(lines -> EventLines.forEach(file, schema, lines), new Lines(written));
      return;
    }
    EventJson reading = new EventJson(schema);
    SortedLines sorted = new SortedLines(file, line -> time(reading, line));
    EventLines.forEach(file, schema, sorted);
    List<byte[]> told = new ArrayList<>();
    List<int[]> places = new ArrayList<>(1);
    Lines lines = new Lines(out == null ? written : told::add);
    pass(next -> places.add(sorted.release(next)), lines);
    if (out != null) {
      SortedLines.inFileOrder(told, places.get(0)).forEach(written);
    }
  }

  /** Those of a line that is refused are not asked for: it is named where it is told. */
  private static long time(EventJson reading, byte[] line) {
    try {
      return reading.read(line, null).time();
    } catch (IllegalArgumentException e) {
      return Atom.NO_TIME;
    }
  }

  /** Where there is a score, the first are looked at before any is told. */
  private void pass(Consumer<EventLines.Consumer> source, EventLines.Consumer lines) {
    if (!scores) {
      source.accept(lines);
      return;
    }
    HeldLines held = new HeldLines(LOOKED_AT, lines, this::lookAhead);
    source.accept(held);
    held.release();
  }

  /** Looks for a season in the first events; the bad ones are named when they are replayed. */
  private void lookAhead(List<byte[]> lines) {
    EventSchema schema = EventSchema.of(model);
    EventJson reading = new EventJson(schema);
    List<Event> first = new ArrayList<>();
    for (byte[] line : lines) {
      try {
        first.add(reading.read(line, null));
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
    score = new Score(schema, Seasons.period(schema, first), methods());
  }

  private List<String> methods() {
    return untrained == null
        ? List.of(Own.SERVING.label)
        : List.of(Own.SERVING.label, Own.UNTRAINED.label);
  }

  /** What is written for each line. */
  private final class Lines implements EventLines.Consumer {
    private final Consumer<byte[]> out;

    Lines(Consumer<byte[]> out) {
      this.out = out;
    }

    @Override
    public void line(String place, byte[] json) {
      out.accept(answer(place, json));
    }

    @Override
    public void refused(String place, String reason) {
      out.accept(refuse(place, NOTHING, reason));
    }

    @Override
    public void blank() {
      out.accept(NOTHING);
    }
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
      raise(judgement.oddness().alarm());
      names.add(event);
      chronology.add(event);
      if (score != null) {
        List<Judgement> ours =
            untrained == null ? List.of(judgement) : List.of(judgement, untrained.tell(event));
        score.add(event, ours, (untrained == null ? memories : untrained).tag(), true);
      }
      events++;
      return JudgedJson.answered(line, judgement, model.id());
    } catch (IllegalArgumentException e) {
      met.refused(e);
      return refuse(place, line, e.getMessage());
    }
  }

  private void raise(Alarm alarm) {
    if (alarm != null && alarms != null) {
      write(AlarmJson.write(alarm, EventSchema.of(model).key()), alarms);
    }
  }

  private byte[] refuse(String place, byte[] line, String reason) {
    events++;
    refused++;
    complaints.accept(place + ": " + reason);
    return JudgedJson.refused(line, reason);
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

  /** What is to be said of fields that hardly any event had. */
  List<String> fieldsRare() {
    return met.rare();
  }

  /** What is to be said of the times of those events that were taken in. */
  List<String> timesOdd() {
    return chronology.said();
  }

  int keys() {
    return memories.keys();
  }

  Scored scored() {
    return new Scored("this file", score, refused, null);
  }

  /** Names of those events that were taken in. */
  NameCounts names() {
    return names;
  }
}
