package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;

/**
 * What is to be said of the times of events: whether they run backwards, and how many events are of
 * one key and time. Each is compared with the one before it of its key, which tells all of what is
 * in order, and takes few bytes a key.
 */
final class Chronology {
  /** Of the events that have one before: a shuffled file has half, one from new to old has all. */
  private static final double DISORDERED = 1 / 3.;

  /** Of the newest event of a key. */
  private static final class Last {
    long time;
    int values;
  }

  private final boolean keyed;
  private final Map<String, Last> keys = new HashMap<>();
  private long timed;
  private long later; // events of a key than its first
  private long backwards;
  private long same;
  private long alike; // of the same, in values too

  Chronology(EventSchema schema) {
    keyed = schema.key() != null;
  }

  /** Takes in an event, in the order in which it is told. */
  void add(Event event) {
    if (event.time() == Atom.NO_TIME) {
      return;
    }
    timed++;
    int values = 31 * Arrays.hashCode(event.numbers()) + Arrays.hashCode(event.texts());
    Last last = keys.get(event.key());
    if (last == null) {
      last = new Last();
      keys.put(event.key(), last);
    } else {
      later++;
      backwards += event.time() < last.time ? 1 : 0;
      same += event.time() == last.time ? 1 : 0;
      alike += event.time() == last.time && values == last.values ? 1 : 0;
    }
    last.time = event.time();
    last.values = values;
  }

  /** A sentence for each thing that is odd, with what can be done. */
  List<String> said() {
    List<String> said = new ArrayList<>();
    if (backwards > DISORDERED * later) {
      said.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d events are earlier than the one before%s: each is foretold from the lines"
                  + " above it, which are not in order of time; say --sort to have them put in it",
              backwards,
              timed,
              keyed ? " of their key" : ""));
    }
    if (same > 0) {
      said.add(
          String.format(
              Locale.ROOT,
              "%,d %s the %stime of another%s: each is learned; %s",
              same,
              same == 1 ? "event has" : "events have",
              keyed ? "key and the " : "",
              values(),
              remedy()));
    }
    return said;
  }

  private String values() {
    if (alike == 0) {
      return "";
    }
    return alike == same
        ? " and its values"
        : String.format(Locale.ROOT, ", %,d of them its values too", alike);
  }

  private String remedy() {
    String apart = "name " + (keyed ? "a key or a time" : "a --key") + " that tells ";
    if (alike == 0) {
      return apart + "them apart, if their order means nothing";
    }
    return "take out what came twice" + (alike == same ? "" : ", or " + apart + "the others apart");
  }
}
