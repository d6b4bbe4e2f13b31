package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/** What became of events, from a file of its own; all of it is held in memory. */
final class OutcomeFile implements EventLines.Consumer {
  /** One of them. */
  static final class Told {
    final String place; // file and line
    final int number; // of the file
    final Event read; // with key "" if it says none
    boolean known; // whether an event has its id
    boolean refused; // as it was told

    private Told(String place, int number, Event read) {
      this.place = place;
      this.number = number;
      this.read = read;
    }

    boolean hasKey() {
      return !read.key().isEmpty();
    }

    boolean hasTime() {
      return read.time() != Atom.NO_TIME;
    }

    /** As of the event whose outcome it is. */
    Event of(Event event) {
      return hasKey()
          ? read
          : new Event(
              event.key(), read.time(), read.numbers(), read.texts(), null, read.id(), null);
    }

    boolean isOf(Event event) {
      return !hasKey() || read.key().equals(event.key());
    }
  }

  private static final int SHOWN = 3; // of those whose id no event has

  private final InputFile file;
  private final EventSchema schema;
  private final String id;
  private final EventJson json;
  private final Consumer<String> complaints;
  private final List<Told> told = new ArrayList<>();
  private long refused;

  private OutcomeFile(InputFile file, EventSchema schema, String id, Consumer<String> complaints) {
    this.file = file;
    this.schema = schema;
    this.id = id;
    json = new EventJson(schema, id).doubting(doubt -> complaints.accept(doubt.sentence()));
    this.complaints = complaints;
  }

  /**
   * @param id name of the field that outcomes are joined by
   * @param complaints is told of each line that is no outcome, with file and line
   * @throws CommandFailure if there is none
   */
  static OutcomeFile read(
      InputFile file, EventSchema schema, String id, Consumer<String> complaints) {
    OutcomeFile outcomes = new OutcomeFile(file, schema, id, complaints);
    EventLines.forEach(file, schema, outcomes);
    if (outcomes.told.isEmpty()) {
      throw new CommandFailure(
          file.path()
              + (outcomes.refused == 0 ? " is empty" : " has no line that is an outcome")
              + "; give it one JSON object a line, or CSV with a header, with "
              + id
              + " and what --predict names");
    }
    if (schema.time() != null && outcomes.told.stream().noneMatch(Told::hasTime)) {
      complaints.accept(
          file.path()
              + " has no "
              + schema.time()
              + ": each outcome counts as known as soon as its event was answered");
    }
    return outcomes;
  }

  @Override
  public void line(String place, byte[] line) {
    try {
      told.add(new Told(place, told.size(), json.readOutcomeById(line)));
    } catch (IllegalArgumentException e) {
      refused(place, e.getMessage());
    }
  }

  @Override
  public void refused(String place, String reason) {
    refused++;
    complaints.accept(place + ": " + reason);
  }

  /** In the order of the file. */
  List<Told> told() {
    return told;
  }

  /** Those whose id no event of their key has, as far as events were met. */
  List<Told> unknown() {
    return told.stream().filter(one -> !one.known && !one.refused).toList();
  }

  /** How many were told and are of an event. */
  long known() {
    return told.stream().filter(one -> one.known && !one.refused).count();
  }

  /**
   * What is to be said of them at the end.
   *
   * @param joined to events
   */
  String summary(long joined) {
    List<Told> unknown = unknown();
    String met =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d outcomes met their event",
            file.path(),
            joined,
            told.size());
    return unknown.isEmpty()
        ? met
        : met
            + String.format(
                Locale.ROOT,
                "; no event%s has the %s of %,d: %s",
                schema.key() == null ? "" : " of the same " + schema.key(),
                id,
                unknown.size(),
                shown(unknown));
  }

  private String shown(List<Told> unknown) {
    String first =
        unknown.stream()
            .limit(SHOWN)
            .map(one -> one.place + " " + id + "=" + one.read.id())
            .collect(Collectors.joining(", "));
    return unknown.size() > SHOWN ? first + ", .." : first;
  }

  /**
   * Fails if lines were refused, or no outcome is of an event.
   *
   * @param firstId of an event, or null
   * @param more that were read and refused
   */
  void requireWhole(String firstId, long more) {
    List<Told> unknown = unknown();
    if (unknown.size() == told.size()) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "none of the %,d outcomes of %s is of an event: %s; an event has %s=%s; correct --id,"
                  + " or the key, which must be written alike in both files",
              told.size(),
              file.path(),
              shown(unknown),
              id,
              firstId));
    }
    if (refused + more > 0) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%,d lines of %s were refused for the reasons above; correct them",
              refused + more,
              file.path()));
    }
  }
}
