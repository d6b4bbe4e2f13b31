package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeField;
import org.streamrecall.training.UsualFeatures;

/** How a file's events are read where nobody has said it: by its first ones. */
final class UsualReading implements EventOptions.Usual {
  static final int LOOKED_AT = 20_000; // events
  private static final int SHOWN = 300; // characters of a message

  private final InputFile file;
  private final Consumer<String> told;
  private final boolean sorts;
  private List<byte[]> lines;
  private Reading reading = Reading.USUAL;
  private String id; // by which outcomes of another file are joined, or null
  private String label; // or null

  /**
   * @param told is told what was taken for what was not said
   * @param sorts whether events are put into order of time, and so need not be in it
   */
  UsualReading(InputFile file, Consumer<String> told, boolean sorts) {
    this.file = file;
    this.told = told;
    this.sorts = sorts;
  }

  /**
   * What is to be foretold comes with outcomes in another file.
   *
   * @param field that events and outcomes are joined by, or null
   */
  UsualReading joinedBy(String field) {
    id = field;
    return this;
  }

  /**
   * Nothing is learned from labels.
   *
   * @param field that holds them, or null
   */
  UsualReading labelledBy(String field) {
    label = field;
    return this;
  }

  @Override
  public EventSchema of(
      String key, TimeField said, List<Target> targets, Set<String> without, Reading texts) {
    reading = texts;
    lines = EventLines.first(file, bare(key, said, targets), LOOKED_AT);
    FieldSurvey survey = new FieldSurvey(EventLines.isCsv(file), reading.missing());
    int events = each(survey::add);
    requireSeveral(events);
    requireFields(survey, key, said, targets);
    Set<String> not = new HashSet<>(without);
    targets.forEach(target -> not.add(target.field()));
    if (id != null) {
      not.add(id);
    }
    if (label != null) {
      not.add(label);
    }
    if (!EventLines.isCsv(file)) {
      survey.names().stream().filter(FlatEvent::isElement).forEach(not::add);
    }
    TimeField time = said;
    if (said == null) {
      TimeSurvey times = new TimeSurvey(key, not, reading, sorts);
      each(times::add);
      TimeSurvey.Choice choice = times.choice();
      time = choice.time();
      boolean none = time == null && choice.times().isEmpty();
      String undated = none || time != null ? times.undated(time) : null;
      if (undated != null) {
        throw new CommandFailure(file.path() + ": " + undated);
      }
      told.accept(choice.said());
      not.addAll(choice.times());
    } else {
      not.add(said.field());
    }
    if (key == null) {
      KeyHint hint = new KeyHint(events, time, not, reading);
      each(hint::add);
      told.accept(hint.said());
    } else {
      not.add(key);
    }
    return chosen(survey, key, time, targets, not);
  }

  /** Shows each event's fields; they are read anew each time, for together they may be large. */
  private int each(Consumer<Map<String, JsonNode>> look) {
    int events = 0;
    for (byte[] line : lines) {
      Map<String, JsonNode> fields = FlatEvent.of(line);
      if (fields != null) {
        look.accept(fields);
        events++;
      }
    }
    return events;
  }

  private EventSchema chosen(
      FieldSurvey survey, String key, TimeField time, List<Target> targets, Set<String> not) {
    List<Long> times = events(bare(key, time, targets)).stream().map(Event::time).toList();
    EventSchema read =
        known(
            UsualFeatures.of(
                key, text(time), targets, survey.numbers(not), survey.names(not), times));
    if (read.like().isEmpty()) {
      throw new CommandFailure(
          "the events have nothing but key, time and "
              + id
              + " by which moments could be alike; add a field, or say --like");
    }
    return UsualFeatures.fitted(read, events(read));
  }

  @Override
  public void chosen(String line) {
    told.accept(
        String.format(Locale.ROOT, "chosen by the first %,d lines: %s", lines.size(), line));
  }

  private EventSchema bare(String key, TimeField time, List<Target> targets) {
    return known(UsualFeatures.of(key, text(time), targets, List.of(), List.of(), List.of()));
  }

  /** Without what comes with outcomes, where these come later. */
  private EventSchema known(EventSchema schema) {
    if (id == null) {
      return schema.withReading(reading);
    }
    Set<String> late = schema.predict().stream().map(Target::field).collect(Collectors.toSet());
    return schema
        .withLike(schema.like().stream().filter(of -> !late.contains(of.field())).toList())
        .withReading(reading);
  }

  private static String text(TimeField time) {
    return time == null ? null : time.toString();
  }

  private void requireSeveral(int events) {
    if (lines.isEmpty()) {
      throw new CommandFailure(
          file.path()
              + " has no event; write one JSON object a line, or CSV with a header and rows");
    }
    if (events == 0) {
      throw new CommandFailure(
          file.path()
              + " has no line that is a JSON object; write one an event, or CSV with a header in a"
              + " file whose name ends in .csv, or say --format csv");
    }
    if (events == 1) {
      throw new CommandFailure(
          file.path()
              + " has one event, and what makes moments alike is chosen by two at least; give it more"
              + " events, or say --like");
    }
  }

  private void requireFields(FieldSurvey survey, String key, TimeField time, List<Target> targets) {
    if (key != null) {
      requireField(survey, "--key", key);
    }
    if (time != null) {
      requireField(survey, "--time", time.field());
    }
    if (id != null) {
      requireField(survey, "--id", id);
      return; // what is foretold comes with outcomes
    }
    for (Target target : targets) {
      requireField(survey, "--predict", target.field());
      String name = survey.nameIn(target.field());
      if (!target.isCategory() && name != null) {
        throw new CommandFailure(
            String.format(
                "%s holds names, such as \"%s\", and no numbers; to foretell them write category(%s)"
                    + " in --predict",
                target.field(), Excerpt.of(name, SHOWN), target.field()));
      }
    }
  }

  private void requireField(FieldSurvey survey, String option, String field) {
    if (!survey.names().contains(field)) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "none of the first %,d events of %s has %s; they have %s; correct %s",
              lines.size(),
              file.path(),
              field,
              Excerpt.of(String.join(", ", survey.names()), SHOWN),
              option));
    }
  }

  private List<Event> events(EventSchema schema) {
    EventJson reading = new EventJson(schema);
    List<Event> events = new ArrayList<>();
    InTime<Event> inTime = new InTime<>();
    for (byte[] line : lines) {
      try {
        Event event = reading.read(line, null);
        inTime.add(event.time(), event);
        events.add(event);
      } catch (IllegalArgumentException e) {
        continue; // told of where the file is read again
      }
    }
    return sorts ? inTime.sorted().stream().map(InTime.Placed::what).toList() : events;
  }
}
