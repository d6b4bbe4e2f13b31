package org.streamrecall.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.FieldsMet;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.NameCounts;
import org.streamrecall.events.score.Score;
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
  private final boolean scores;
  private EventMemories untrained; // scored beside, or null
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
    this.scores = scores;
  }

  /** Scores another memory of the same events too, of a model without training. */
  EventReplay beside(EventMemory memory) {
    untrained = new EventMemories(memory);
    return this;
  }

  /** One line out for each line in, a blank one for a blank one; the file is read once. */
  void run(InputFile file, OutputStream out) {
    EventSchema schema = EventSchema.of(model);
    EventLines.Consumer lines = new Lines(out);
    if (!scores) {
      EventLines.forEach(file, schema, lines);
      return;
    }
    HeldLines held = new HeldLines(LOOKED_AT, lines, this::lookAhead);
    EventLines.forEach(file, schema, held);
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
    private final OutputStream out;

    Lines(OutputStream out) {
      this.out = out;
    }

    @Override
    public void line(String place, byte[] json) {
      write(answer(place, json), out);
    }

    @Override
    public void refused(String place, String reason) {
      write(refuse(place, NOTHING, reason), out);
    }

    @Override
    public void blank() {
      write(NOTHING, out);
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
      names.add(event);
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
