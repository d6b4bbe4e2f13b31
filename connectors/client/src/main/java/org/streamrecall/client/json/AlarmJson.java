package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Reason;
import org.streamrecall.events.Silence;

/**
 * An alarm that opens or closes; equal ones are equal bytes.
 *
 * <pre>
 *   {"id":"m99/3/1700000000000","state":"opened","machine":"m99","start":1700000000000,
 *    "at":1700000000000,"peak":0.998,"target":"power","actual":41.2,"expected":15.1,
 *    "interval":[12.1,18.9],"p":0.0004,"sign":1,"deviation":8.4,"anomaly":0.998,
 *    "moment":{"mode":"r3","load":0.512},"alike":214,"first":1699337600000,
 *    "why":"power 41.2 is above 12.1..18.9, what follows moments like this one (mode r3, .."}
 * </pre>
 *
 * The key is under its name in the events, or under {@code key} if that is the name of one of these
 * fields; events that are one series have none. {@code state} is {@code opened} or {@code closed},
 * {@code start} the time of the event that opened it and {@code at} that of the event of this
 * record, in milliseconds since the epoch; from {@code target} on it is what came of this one.
 * {@code moment} is of the event itself, or of the one {@code ago} events before it, {@code alike}
 * how many of the key's were like it, and {@code first} the time of the first of these. What is not
 * known is left out. A category has names as {@code actual} and {@code expected}, the likeliest
 * one; their probabilities as {@code chance} and {@code expectedChance} for {@code interval} and
 * {@code sign}.
 *
 * <p>An alarm of a key that brought nothing is of a kind, and has spans in milliseconds for what
 * came:
 *
 * <pre>
 *   {"id":"m99/silent/1/1700001320000","state":"opened","kind":"silent","machine":"m99",
 *    "start":1700001320000,"at":1700001320000,"since":1700000000000,"quiet":1320000,
 *    "usual":300000,"most":1320000,"why":"nothing since 2023-11-14T22:13:20Z: .."}
 * </pre>
 *
 * {@code start} is when an event was due, {@code since} the time of the last one, {@code quiet} how
 * long none came until {@code at}; nine in ten come within {@code usual} at such hours, and one is
 * due after {@code most}.
 */
public final class AlarmJson {
  private static final Set<String> OWN =
      Set.of(
          "id",
          "state",
          "kind",
          "start",
          "at",
          "peak",
          "target",
          "actual",
          "expected",
          "interval",
          "p",
          "sign",
          "deviation",
          "anomaly",
          "chance",
          "expectedChance",
          "ago",
          "moment",
          "alike",
          "first",
          "since",
          "quiet",
          "usual",
          "most",
          "why");

  private AlarmJson() {}

  /**
   * One object.
   *
   * @param key name of the schema's key, or null if it has none
   * @throws IllegalArgumentException if a number is infinite
   */
  public static byte[] write(Alarm alarm, String key) {
    return JsonLine.of(
        json -> {
          json.writeStringField("id", alarm.id());
          json.writeStringField("state", alarm.opens() ? "opened" : "closed");
          if (alarm.reason() instanceof Silence) {
            json.writeStringField("kind", "silent");
          }
          if (key != null) {
            json.writeStringField(OWN.contains(key) ? "key" : key, alarm.key());
          }
          JsonLine.time(json, "start", alarm.start());
          JsonLine.time(json, "at", alarm.time());
          JsonLine.known(json, "peak", alarm.peak());
          if (alarm.reason() instanceof Reason reason) {
            json.writeStringField("target", reason.target());
            write(json, reason.odd());
            writeMoment(json, reason);
          } else if (alarm.reason() instanceof Silence silence) {
            write(json, silence);
          }
          json.writeStringField("why", alarm.why());
        });
  }

  private static void write(JsonGenerator json, Silence silence) throws IOException {
    json.writeNumberField("since", silence.since());
    json.writeNumberField("quiet", silence.quiet());
    json.writeNumberField("usual", silence.usual());
    json.writeNumberField("most", silence.most());
  }

  private static void writeMoment(JsonGenerator json, Reason reason) throws IOException {
    if (reason.ago() > 0) {
      json.writeNumberField("ago", reason.ago());
    }
    if (!reason.moment().isEmpty()) {
      json.writeObjectFieldStart("moment");
      for (Reason.Field field : reason.moment()) {
        if (field.text() != null) {
          json.writeStringField(field.name(), field.text());
        } else {
          JsonLine.number(json, field.name(), field.number());
        }
      }
      json.writeEndObject();
    }
    if (reason.like() >= 1) {
      json.writeNumberField("alike", Math.round(reason.like()));
      JsonLine.time(json, "first", reason.since());
    }
  }

  private static void write(JsonGenerator json, Odd odd) throws IOException {
    if (odd.named() != null) {
      json.writeStringField("actual", odd.named().actual());
      JsonLine.number(json, "chance", odd.named().chance());
      if (odd.named().expected() != null) {
        json.writeStringField("expected", odd.named().expected());
      }
      JsonLine.number(json, "expectedChance", odd.named().most());
    }
    JsonLine.known(json, "actual", odd.actual());
    JsonLine.known(json, "expected", odd.expected());
    if (!Double.isNaN(odd.low()) && !Double.isNaN(odd.high())) {
      JsonLine.doubles(json, "interval", new double[] {odd.low(), odd.high()});
    }
    JsonLine.known(json, "p", odd.p());
    if (!Double.isNaN(odd.actual())) {
      json.writeNumberField("sign", odd.sign());
    }
    JsonLine.known(json, "deviation", odd.deviation());
    JsonLine.known(json, "anomaly", odd.anomaly());
  }
}
