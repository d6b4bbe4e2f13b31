package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Oddness;

/**
 * How odd an event is, as fields of its answer; what is not known is left out.
 *
 * <pre>
 *   "surprise":0.98,"anomaly":0.995,"unlike":0.41,
 *   "odd":[{"target":0,"p":0.004,"sign":1,"deviation":5.3,"anomaly":0.995}]
 * </pre>
 *
 * {@code target} is the place in {@code value}; of a category there is no {@code sign}.
 */
final class OddnessJson {
  private OddnessJson() {}

  static void write(JsonGenerator json, Oddness oddness) throws IOException {
    JsonLine.known(json, "surprise", oddness.surprise());
    JsonLine.known(json, "anomaly", oddness.anomaly());
    JsonLine.known(json, "unlike", oddness.unlike());
    if (oddness.targets().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("odd");
    for (Odd odd : oddness.targets()) {
      json.writeStartObject();
      json.writeNumberField("target", odd.target());
      JsonLine.number(json, "p", odd.p());
      if (!Double.isNaN(odd.actual())) {
        json.writeNumberField("sign", odd.sign());
      }
      JsonLine.number(json, "deviation", odd.deviation());
      JsonLine.number(json, "anomaly", odd.anomaly());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
