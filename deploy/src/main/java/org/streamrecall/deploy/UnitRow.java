package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.streamrecall.client.NumberText;

/** A row under the names that holds their units, as {@code s;degC;kW}, and is no event. */
final class UnitRow {
  private static final int SEVERAL = 2; // rows below it
  private static final Pattern DATE = Pattern.compile("[0-9]{1,4}[-./:][0-9].*|[0-9]{8}T.*");

  private UnitRow() {}

  /**
   * What is to be said of it.
   *
   * @param rows of {@link CsvDialect#rows}: names, and what is under them
   * @return null if the first row under the names is an event
   */
  static String in(List<List<String>> rows, boolean decimalComma) {
    if (rows.size() < 2 + SEVERAL) {
      return null;
    }
    List<String> first = rows.get(1);
    List<String> units = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      String cell = column < first.size() ? first.get(column).strip() : "";
      if (isNumber(cell, decimalComma) || isDate(cell)) {
        return null;
      }
      boolean unit = !cell.isEmpty() && !NumberText.isMissing(cell);
      if (unit && isOfNumbers(rows, column, decimalComma)) {
        units.add(cell);
      }
    }
    return units.isEmpty()
        ? null
        : "the row under the names is no event: where numbers follow it has \""
            + String.join("\", \"", units)
            + "\"; delete it, or begin it with # if it holds units";
  }

  private static boolean isOfNumbers(List<List<String>> rows, int column, boolean decimalComma) {
    int numbers = 0;
    for (List<String> row : rows.subList(2, rows.size())) {
      String cell = column < row.size() ? row.get(column).strip() : "";
      if (isNumber(cell, decimalComma)) {
        numbers++;
      } else if (!cell.isEmpty() && !NumberText.isMissing(cell) && !isDate(cell)) {
        return false;
      }
    }
    return numbers >= SEVERAL;
  }

  private static boolean isNumber(String cell, boolean decimalComma) {
    return NumberText.isNumber(decimalComma ? CsvDialect.withPoint(cell) : cell);
  }

  private static boolean isDate(String cell) {
    return DATE.matcher(cell).matches();
  }
}
