package org.streamrecall.deploy.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table that scrolls by itself where it is too wide; it may end in a bar. */
public final class Table {
  private static final int WHOLE = 16; // characters that stay on one line

  private final String[] heads;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Double> bars = new ArrayList<>(); // one a row, NaN without
  private final List<Bar> kinds = new ArrayList<>();

  /** What the colour of a bar says. */
  public enum Bar {
    /** Looked at. */
    OURS,
    /** Only compared, or left behind. */
    OTHER,
    /** Not as it should be. */
    BAD
  }

  /**
   * @param heads one a column; none stands above the bar
   */
  public Table(String... heads) {
    this.heads = heads;
  }

  /** A line without a bar. */
  public Table row(String... cells) {
    return bar(Double.NaN, Bar.OURS, cells);
  }

  /**
   * A line with a bar.
   *
   * @param length of the bar, drawn as a part of the longest
   * @param kind its colour
   */
  public Table bar(double length, Bar kind, String... cells) {
    rows.add(cells);
    bars.add(length);
    kinds.add(kind);
    return this;
  }

  /** Whether it has no lines. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Writes all of it. */
  public void write(Markup out) {
    double longest = bars.stream().mapToDouble(Math::abs).filter(Double::isFinite).max().orElse(0);
    out.open("div", "class", "wide").open("table").open("thead").open("tr");
    for (String head : heads) {
      out.element("th", head);
    }
    if (longest > 0) {
      out.element("th", "");
    }
    out.close().close().open("tbody");
    for (int r = 0; r < rows.size(); r++) {
      out.open("tr");
      for (String cell : rows.get(r)) {
        if (cell.length() > WHOLE) {
          out.element("td", cell);
        } else {
          out.element("td", cell, "class", "whole");
        }
      }
      if (longest > 0) {
        out.open("td", "class", "bar");
        if (Double.isFinite(bars.get(r))) {
          String width = Figures.place(Math.max(0.5, 100 * Math.abs(bars.get(r)) / longest));
          String kind = kinds.get(r).name().toLowerCase(Locale.ROOT);
          out.element("div", "", "class", kind, "style", "width:" + width + "%");
        }
        out.close();
      }
      out.close();
    }
    out.close().close().close();
  }
}
