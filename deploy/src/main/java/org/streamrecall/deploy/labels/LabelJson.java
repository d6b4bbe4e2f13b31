package org.streamrecall.deploy.labels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.streamrecall.events.label.FoundStretches;

/** What labels say of methods, as programs read it: one JSON object for each target. */
public final class LabelJson {
  private LabelJson() {}

  /**
   * @param title of what was scored
   * @param field that holds the labels
   */
  public static List<String> of(String title, String field, List<LabelTable> tables) {
    return tables.stream().map(table -> line(title, field, table).toString()).toList();
  }

  private static ObjectNode line(String title, String field, LabelTable table) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("labelled", title).put("label", field);
    json.put("target", table.target());
    json.put("judged", table.judged()).put("marked", table.marked());
    json.put("keys", table.keys()).put("keysOfBoth", table.both());
    json.put("falseAlarms", table.rate());
    ArrayNode methods = json.putArray("methods");
    for (LabelTable.Line line : table.lines()) {
      ObjectNode method = methods.addObject();
      method.put("method", line.name());
      method.put("ours", line == table.lines().get(0));
      put(method, "averagePrecision", line.averagePrecision());
      put(method, "auc", line.auc());
      put(method, "keysAveragePrecision", line.keysAveragePrecision());
      put(method, "keysAuc", line.keysAuc());
      if (line.alarms() != null) {
        alarms(method.putObject("alarms"), line.alarms());
      }
    }
    ArrayNode loses = json.putArray("losesTo");
    table
        .better()
        .forEach(
            line -> loses.addObject().put("method", line.name()).put("by", "averagePrecision"));
    json.putObject("leftOut").put("unknown", table.unknown()).put("unscored", table.unscored());
    return json;
  }

  private static void alarms(ObjectNode json, FoundStretches alarms) {
    json.put("alarms", alarms.alarms()).put("right", alarms.right());
    json.put("stretches", alarms.stretches()).put("found", alarms.found());
    put(json, "precision", alarms.precision());
    put(json, "recall", alarms.recall());
    put(json, "delay", alarms.medianDelay());
    put(json, "falseAlarmsPerThousand", alarms.falseAlarmsPerThousand());
  }

  /** A number that does not apply is left out: JSON has no word for it. */
  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    }
  }
}
