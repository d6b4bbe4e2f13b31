package org.streamrecall.kafka;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.FieldsMet;
import org.streamrecall.client.TimeDoubt;
import org.streamrecall.client.WireFormat;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/**
 * Warns of events that are read, but hardly as they are meant: a field that none has is misspelt,
 * and would be silence. Each warning is given once in a process, whichever subtask is the first to
 * give it.
 */
final class EventWarnings implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EventWarnings.class);

  /** Of a subtask's events, the first ones: later ones cost nothing. */
  static final int LOOKED_AT = 100;

  private static final int NAMES = 300; // characters of a message

  /** By job, topic, kind and field. A job that is started again in the same process has said it. */
  private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

  /** Where warnings go. */
  interface Log extends Consumer<String>, Serializable {}

  private final String job;
  private final String topic;
  private final Log log;
  private transient FieldsMet met; // null once enough events were looked at

  EventWarnings(String job, String topic, Log log) {
    this.job = job;
    this.topic = topic;
    this.log = log;
  }

  /** Those of a topic, into the log. */
  static EventWarnings logged(String job, String topic) {
    return new EventWarnings(job, topic, warning -> LOG.warn("{}", warning));
  }

  /**
   * @param late whether what is to be foretold comes with outcomes, not with events
   */
  void begin(EventSchema schema, boolean late) {
    met = late ? new FieldsMet(schema).withoutTargets() : new FieldsMet(schema);
  }

  /** A time whose unit nobody has said, as it was read. */
  void doubt(TimeDoubt doubt) {
    give("time " + doubt.field(), doubt.sentence());
  }

  /**
   * @param value the event as it came
   * @param format in which it did
   */
  void add(Event event, byte[] value, WireFormat format) {
    if (met == null) {
      return;
    }
    met.add(event);
    if (met.events() == LOOKED_AT) {
      String names = Excerpt.of(String.join(", ", format.names(value)), NAMES);
      met.missed().forEach(field -> give("missed " + field, missed(field, names)));
      met = null;
    }
  }

  private static String missed(String field, String names) {
    return String.format(
        Locale.ROOT,
        "none of the first %,d that a subtask read has %s, the last one has %s; correct the name if"
            + " it is misspelt, or leave it out",
        LOOKED_AT,
        field,
        names);
  }

  private void give(String kind, String warning) {
    if (GIVEN.add(job + ' ' + topic + ' ' + kind)) {
      log.accept("events of " + topic + ": " + warning);
    }
  }
}
