package org.streamrecall.tests.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Results as JSON, an object a line; a number that does not exist is null. */
final class AccuracyJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AccuracyJson() {}

  /**
   * @param ofSeveral whether to say which seed, or mean of seeds, this is
   */
  static String line(Accuracy accuracy, boolean ofSeveral) {
    ObjectNode line = NODES.objectNode();
    line.put("shape", accuracy.shape());
    if (ofSeveral) {
      line.put("seed", accuracy.seeds());
    }
    put(line, "beta", accuracy.beta());
    put(line, "median", accuracy.median());
    put(line, "p90", accuracy.p90());
    put(line, "p99", accuracy.p99());
    put(line, "recall", accuracy.recall());
    put(line, "coverage", accuracy.coverage());
    put(line, "width", accuracy.width());
    ObjectNode ratio = line.putObject("ratio");
    put(ratio, "reservoirInt8", accuracy.ratio().reservoirInt8());
    put(ratio, "reservoirF32", accuracy.ratio().reservoirF32());
    put(ratio, "diagonalCf", accuracy.ratio().diagonalCf());
    put(ratio, "centroids", accuracy.ratio().centroids());
    put(line, "addNanos", accuracy.addNanos());
    put(line, "recallNanos", accuracy.recallNanos());
    put(line, "bytes", accuracy.bytes());
    return line.toString();
  }

  /** One query with both answers. The effective query is beta times the query. */
  static String dumped(Measurement measured, int beta, int query, double[] betas) {
    ObjectNode line = NODES.objectNode();
    line.put("shape", measured.draw().shape().word());
    line.put("seed", measured.draw().seed());
    put(line, "beta", betas[beta]);
    ArrayNode vector = line.putArray("query");
    for (float x : measured.stream().queries()[query]) {
      vector.add(x);
    }
    add(line.putArray("exact"), measured.exact()[beta][query]);
    add(line.putArray("sketch"), measured.sketched(query, betas[beta]));
    return line.toString();
  }

  private static void add(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }

  private static void put(ObjectNode object, String name, double value) {
    if (!Double.isFinite(value)) {
      object.putNull(name);
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      object.put(name, (long) value);
    } else {
      object.put(name, value);
    }
  }
}
