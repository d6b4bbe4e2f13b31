package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the rows of a CSV file are written, by its first ones.
 *
 * @param separator between cells
 * @param decimalComma whether numbers have a comma before their decimals
 */
record CsvDialect(char separator, boolean decimalComma) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final Pattern COMMA =
      Pattern.compile("[-+]?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+),[0-9]+");
  private static final Pattern POINT = Pattern.compile("[-+]?[0-9]*\\.[0-9]+");
  private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9]{1,3}(\\.[0-9]{3})+");

  /**
   * What the first rows tell, a pure function of them.
   *
   * @param sample the file's beginning; its last row may be cut
   * @param separator as it was said, or null
   * @param decimal as it was said, or null
   */
  static CsvDialect of(String sample, Character separator, Character decimal) {
    char between = separator == null ? separator(sample) : separator;
    if (decimal != null) {
      return new CsvDialect(between, decimal == ',');
    }
    return new CsvDialect(between, between != ',' && hasDecimalCommas(rows(sample, between)));
  }

  /** What parts the header, and most of the rows into as many cells; of equals the first. */
  private static char separator(String sample) {
    char best = SEPARATORS[0];
    double most = 0;
    for (char candidate : SEPARATORS) {
      double agreeing = agreeing(rows(sample, candidate));
      if (agreeing > most) {
        best = candidate;
        most = agreeing;
      }
    }
    return best;
  }

  /** Share of the rows with as many cells as the header has names; 0 if it has only one. */
  private static double agreeing(List<List<String>> rows) {
    int names = rows.isEmpty() ? 0 : rows.get(0).size();
    if (names < 2) {
      return 0;
    }
    long same = rows.stream().filter(row -> row.size() == names || endsEmpty(row, names)).count();
    return (double) same / rows.size();
  }

  private static boolean endsEmpty(List<String> row, int names) {
    return row.size() == names + 1 && row.get(names).isEmpty();
  }

  private static boolean hasDecimalCommas(List<List<String>> rows) {
    boolean commas = false;
    for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      for (String cell : row) {
        String text = cell.strip();
        commas |= COMMA.matcher(text).matches();
        if (POINT.matcher(text).matches() && !GROUPED.matcher(text).matches()) {
          return false;
        }
      }
    }
    return commas;
  }

  /**
   * A cell with a decimal comma as JSON writes numbers, or the cell itself if it is none: {@code
   * 1.234,5} is 1234.5, and {@code 1.234} is 1234.
   */
  static String withPoint(String cell) {
    String text = cell.strip();
    boolean number = COMMA.matcher(text).matches() || GROUPED.matcher(text).matches();
    return number ? text.replace(".", "").replace(',', '.') : cell;
  }

  /** What is to be said of it; null if it is the usual one. */
  String said() {
    if (separator == ',' && !decimalComma) {
      return null;
    }
    String between = separator == '\t' ? "a tab" : "\"" + separator + "\"";
    return "cells are separated by "
        + between
        + (decimalComma ? ", and numbers have a decimal comma" : "");
  }

  /**
   * The cells of rows that are no comments and not blank, as far as a look needs: quotes are off.
   *
   * @param sample whose last row is left out if it has no end and is not the only one
   */
  static List<List<String>> rows(String sample, char separator) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false; // the cell, which a second quote opens again
    boolean comment = false;
    for (int i = 0; i < sample.length(); i++) {
      char c = sample.charAt(i);
      if (c == '\n' && !quoted) {
        end(rows, row, cell, comment);
        row = new ArrayList<>();
        comment = false;
        wasQuoted = false;
      } else if (comment || c == '\r' && !quoted) {
        continue;
      } else if (c == '#' && row.isEmpty() && cell.isEmpty() && !quoted) {
        comment = true;
      } else if (c == '"' && (quoted || wasQuoted || cell.toString().isBlank())) {
        quoted = !quoted;
        wasQuoted = true;
      } else if (c == separator && !quoted) {
        row.add(cell.toString());
        cell.setLength(0);
        wasQuoted = false;
      } else {
        cell.append(c);
      }
    }
    if (rows.size() < 2) {
      end(rows, row, cell, comment);
    }
    return rows;
  }

  private static void end(
      List<List<String>> rows, List<String> row, StringBuilder cell, boolean comment) {
    if (!comment && !(row.isEmpty() && cell.toString().isBlank())) {
      row.add(cell.toString());
      rows.add(row);
    }
    cell.setLength(0);
  }
}
