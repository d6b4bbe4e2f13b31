package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The rows of a study's CSV, in order. */
final class CsvRows {
  private final List<String> columns;
  private final List<Row> rows;

  private CsvRows(List<String> columns, List<Row> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The rows of lines below a heading; lines with another number of fields are passed over. */
  static CsvRows of(String heading, List<String> lines) {
    List<String> columns = List.of(heading.split(","));
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      if (fields.length == columns.size()) { // a run that was ended may have left half a line
        rows.add(new Row(columns, fields));
      }
    }
    return new CsvRows(columns, rows);
  }

  /** A row, by names of columns. */
  record Row(List<String> columns, String[] fields) {
    String text(String column) {
      return fields[columns.indexOf(column)];
    }

    /** NaN where the field is empty. */
    double number(String column) {
      String text = text(column);
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
  }

  List<Row> all() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  CsvRows where(String column, String value) {
    return where(row -> row.text(column).equals(value));
  }

  CsvRows where(Predicate<Row> condition) {
    return new CsvRows(columns, rows.stream().filter(condition).toList());
  }

  /** What a column says, each once, in order. */
  List<String> values(String column) {
    return rows.stream().map(row -> row.text(column)).distinct().toList();
  }

  /** The mean of a column; NaN of none, numbers that are missing do not count. */
  double mean(String column) {
    return rows.stream()
        .mapToDouble(row -> row.number(column))
        .filter(number -> !Double.isNaN(number))
        .average()
        .orElse(Double.NaN);
  }

  /** (x, the mean of y over rows of that x), x rising; x that are no numbers are left out. */
  List<double[]> means(String x, String y) {
    Map<Double, List<Row>> by = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.text(x).matches("[-+.0-9eE]+")) {
        by.computeIfAbsent(row.number(x), at -> new ArrayList<>()).add(row);
      }
    }
    return by.keySet().stream()
        .sorted()
        .map(at -> new double[] {at, new CsvRows(columns, by.get(at)).mean(y)})
        .filter(point -> !Double.isNaN(point[1]))
        .toList();
  }
}
