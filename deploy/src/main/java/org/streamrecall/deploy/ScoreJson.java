package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.score.LeftOut;
import org.streamrecall.events.score.NameCounts;
import org.streamrecall.events.score.Score;

/** Scores as programs read them: one JSON object for each target of each score. */
final class ScoreJson {
  private ScoreJson() {}

  static List<String> of(List<Scored> scored, NameCounts names) {
    List<String> lines = new ArrayList<>();
    for (Scored of : scored) {
      for (Score.Table table : of.score().tables()) {
        lines.add(line(of, table, names).toString());
      }
    }
    return lines;
  }

  private static ObjectNode line(Scored of, Score.Table table, NameCounts names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scored", of.title());
    json.put("target", table.target().toString());
    json.put("outcomes", table.scored());
    json.put("keys", table.keys());
    ArrayNode methods = json.putArray("methods");
    for (int m = 0; m < table.lines().size() && table.scored() > 0; m++) {
      Score.Line line = table.lines().get(m);
      ObjectNode method = methods.addObject();
      method.put("method", line.name().strip());
      method.put("ours", m < table.own());
      put(method, Better.OVER_LAST, line.overLast());
      put(method, Better.RMSE, line.rmse());
      put(method, "coverage", line.coverage());
      put(method, Better.ACCURACY, line.accuracy());
      put(method, Better.LOG_LOSS, line.logLoss());
    }
    ArrayNode loses = json.putArray("losesTo");
    for (Better better : Better.of(table)) {
      loses.addObject().put("method", better.method()).put("by", better.measure());
    }
    leftOut(json.putObject("leftOut"), table.leftOut(), of.refused());
    ArrayNode beyond = json.putArray("names");
    for (NameCounts.Count count : names.counts()) {
      beyond
          .addObject()
          .put("category", count.category())
          .put("foretold", count.isTarget())
          .put("toldApart", count.toldApart())
          .put("beyond", count.beyond())
          .put("events", count.events());
    }
    return json;
  }

  private static void leftOut(ObjectNode json, LeftOut left, long refused) {
    json.put("first", left.first());
    json.put("missing", left.missing());
    json.put("ahead", left.ahead());
    json.put("unanswered", left.unanswered());
    json.put("refused", refused);
    json.put("keysUnscored", left.keysUnscored());
    json.put("keysConstant", left.keysConstant());
    json.put("keysShort", left.keysShort());
  }

  /** A number that does not apply is left out: JSON has no word for it. */
  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    }
  }
}
