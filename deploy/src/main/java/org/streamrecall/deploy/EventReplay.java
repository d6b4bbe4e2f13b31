package org.streamrecall.deploy;

import java.io.ByteArrayOutputStream;
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
  private final EventSchema schema;
  private final EventMemories memories;
  private EventJson json;
  private final Consumer<String> complaints;
  private FieldsMet met;
  private final NameCounts names;
  private final Chronology chronology;
  private final boolean scores;
  private boolean sorts;
  private EventMemories untrained; // scored beside, or null
  private OutputStream alarms; // or null
  private Score score; // or null
  private OutcomeFileReplay outcomes; // null where they come with the events
  private LabelReplay labels; // or null
  private long refused;
  private long events;

  /**
   * @param complaints is told of each line that is no event, with file and line
   */
  EventReplay(RecallModel model, EventMemory scratch, boolean scores, Consumer<String> complaints) {
    this.model = model;
    schema = EventSchema.of(model);
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
    if (outcomes != null) {
      outcomes.beside(untrained);
    }
    return this;
  }

  /**
   * Writes alarms, one JSON object a line, in the order in which events are told. A key's silence
   * stands before what ends it; at the end are those that last to the newest time, in order of time
   * and key.
   */
  EventReplay alarms(OutputStream out) {
    alarms = out;
    return this;
  }

  /**
   * Holds what is made of events against their labels too.
   *
   * @param held or null
   */
  EventReplay against(LabelReplay held) {
    labels = held;
    return this;
  }

  /** Tells what became of events from a file of its own, beside them; the memory lets them wait. */
  EventReplay with(OutcomeFile file, OutcomeFileOptions options) {
    json =
        new EventJson(schema, options.id()).doubting(doubt -> complaints.accept(doubt.sentence()));
    met = new FieldsMet(schema).withoutTargets();
    outcomes =
        new OutcomeFileReplay(
            schema,
            options,
            file,
            memories,
            names,
            (told, reason) -> complaints.accept(told.place + ": " + reason));
    outcomes.raising(this::raise);
    if (untrained != null) {
      outcomes.beside(untrained);
    }
    return this;
  }

  /** What became of the outcomes of a file of their own. */
  OutcomeFileReplay outcomes() {
    return outcomes;
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
    Consumer<byte[]> written = out == null ? answered -> {} : answered -> write(answered, out);
    if (sorts) {
      sorted(file, out == null ? null : written);
    } else {
      pass(lines -> EventLines.forEach(file, schema, lines), new Lines(written));
    }
    if (outcomes != null) {
      outcomes.rest(score, written);
    }
    if (alarms != null) {
      memories.silent().forEach(this::raise);
    }
  }

  /**
   * @param written or null if nobody reads it
   */
  private void sorted(InputFile file, Consumer<byte[]> written) {
    EventJson reading = new EventJson(schema);
    SortedLines sorted = new SortedLines(file, line -> time(reading, line));
    EventLines.forEach(file, schema, sorted);
    List<byte[]> told = new ArrayList<>();
    List<int[]> places = new ArrayList<>(1);
    Lines lines = new Lines(written == null ? answered -> {} : told::add);
    pass(next -> places.add(sorted.release(next)), lines);
    if (written != null) {
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
      out.accept(take(place, json));
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

  /** The answered line, and those of outcomes that are told before it and after it. */
  private byte[] take(String place, byte[] line) {
    List<byte[]> written = new ArrayList<>(1);
    try {
      Event event = json.read(line, null);
      met.add(event);
      if (outcomes != null) {
        outcomes.before(event, score, written::add);
      }
      Judgement judgement = judge(event);
      if (labels != null) {
        labels.add(place, line, event, judgement);
      }
      written.add(JudgedJson.answered(line, judgement, model.id()));
      if (outcomes != null) {
        outcomes.after(event, score, written::add);
      }
    } catch (IllegalArgumentException e) {
      met.refused(e);
      written.add(refuse(place, line, e.getMessage()));
    }
    return joined(written);
  }

  private static byte[] joined(List<byte[]> lines) {
    if (lines.size() == 1) {
      return lines.get(0);
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      if (joined.size() > 0) {
        joined.write('\n');
      }
      joined.writeBytes(line);
    }
    return joined.toByteArray();
  }

  private Judgement judge(Event event) {
    if (event.time() != Atom.NO_TIME) {
      raise(memories.silent(event.key(), event.time() - 1));
    }
    Judgement judgement = memories.tell(event);
    raise(memories.silenceOver());
    raise(judgement.oddness().alarm());
    names.add(event);
    chronology.add(event);
    if (score != null) {
      List<Judgement> ours =
          untrained == null ? List.of(judgement) : List.of(judgement, untrained.tell(event));
      float[] tag = (untrained == null ? memories : untrained).tag();
      if (outcomes == null) {
        score.add(event, ours, tag, true);
      } else {
        score.ask(event, ours, tag);
      }
    }
    events++;
    return judgement;
  }

  /**
   * @param alarm null for none
   */
  private void raise(Alarm alarm) {
    if (alarm != null && alarms != null) {
      write(AlarmJson.write(alarm, schema.key()), alarms);
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
