package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.model.Quantiles;

/** Quantiles in JSON: {@code [{"0.05":12.1,"0.5":14,"0.95":18.9}..]}, one object a target. */
final class QuantilesJson {
  private QuantilesJson() {}

  static void write(JsonGenerator json, Quantiles quantiles) throws IOException {
    json.writeArrayFieldStart("quantiles");
    for (double[] target : quantiles.values()) {
      json.writeStartObject();
      for (int i = 0; i < target.length; i++) {
        json.writeFieldName(Double.toString(quantiles.levels()[i]));
        JsonLine.write(json, "quantiles", i, target[i]);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @param targets in their order
   * @return null of none
   * @throws IllegalArgumentException if a level is no number between 0 and 1
   */
  static Quantiles read(List<JsonRecord> targets) {
    if (targets.isEmpty()) {
      return null;
    }
    Iterable<String> names = targets.get(0).object()::fieldNames;
    List<String> read = new ArrayList<>();
    names.forEach(read::add);
    double[] levels =
        Quantiles.requireLevels(read.stream().mapToDouble(QuantilesJson::level).toArray());
    double[][] values = new double[targets.size()][levels.length];
    for (int t = 0; t < values.length; t++) {
      for (int i = 0; i < levels.length; i++) {
        values[t][i] = targets.get(t).number(Double.toString(levels[i]), Double.NaN);
      }
    }
    return new Quantiles(levels, values);
  }

  private static double level(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "quantiles has \"" + text + "\", which is no level; levels are numbers between 0 and 1",
          e);
    }
  }
}
