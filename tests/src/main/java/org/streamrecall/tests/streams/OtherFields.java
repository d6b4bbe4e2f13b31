package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the baselines see of an event beside the target: numbers in units of the key's first events,
 * a missing one being usual; names one by one, as far as they are among the key's first eight.
 */
final class OtherFields {
  static final int NAMES = 8;

  final double[][] numbers; // (events, numbers), departures over deviations
  final double[][] names; // (events, names times NAMES), 0 or 1

  /**
   * @param first events that numbers are measured by
   */
  OtherFields(Series series, List<String> numbers, List<String> names, int first) {
    List<ObjectNode> fields = series.fields();
    this.numbers = new double[series.length()][numbers.size()];
    this.names = new double[series.length()][names.size() * NAMES];
    for (int f = 0; f < numbers.size(); f++) {
      addNumber(fields, numbers.get(f), f, first);
    }
    for (int f = 0; f < names.size(); f++) {
      String field = names.get(f);
      addNames(fields.stream().map(event -> Fields.name(event, field)).toList(), this.names, f);
    }
  }

  private void addNumber(List<ObjectNode> fields, String field, int at, int first) {
    double[] values = fields.stream().mapToDouble(event -> Fields.number(event, field)).toArray();
    double[] seen = Arrays.stream(values).limit(first).filter(x -> !Double.isNaN(x)).toArray();
    double mean = Arrays.stream(seen).average().orElse(0);
    double unit = Features.unit(seen, mean);
    for (int i = 0; i < values.length; i++) {
      numbers[i][at] = Double.isNaN(values[i]) ? 0 : (values[i] - mean) / unit;
    }
  }

  /**
   * Marks which of the first names each is.
   *
   * @param of (events), null where there is none
   * @param marks (events, columns)
   * @param block of columns
   */
  static void addNames(List<String> of, double[][] marks, int block) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      String name = of.get(i);
      if (name != null && known.size() < NAMES && !known.contains(name)) {
        known.add(name);
      }
      int place = known.indexOf(name);
      if (place >= 0) {
        marks[i][block * NAMES + place] = 1;
      }
    }
  }
}
