package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.List;

/** A table that scrolls by itself where it is too wide; it may end in a bar. */
final class Table {
  private final String[] heads;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Double> bars = new ArrayList<>(); // one a row, NaN without
  private final List<Boolean> bad = new ArrayList<>();

  Table(String... heads) {
    this.heads = heads;
  }

  Table row(String... cells) {
    return bar(Double.NaN, false, cells);
  }

  /**
   * @param length of the bar, drawn as a part of the longest
   * @param isBad whether it has the colour of what is bad
   */
  Table bar(double length, boolean isBad, String... cells) {
    rows.add(cells);
    bars.add(length);
    bad.add(isBad);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void write(Markup out) {
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
        out.element("td", cell);
      }
      if (longest > 0) {
        out.open("td", "class", "bar");
        if (Double.isFinite(bars.get(r))) {
          String width = Figures.place(Math.max(0.5, 100 * Math.abs(bars.get(r)) / longest));
          String kind = bad.get(r) ? "bad" : "good";
          out.element("div", "", "class", kind, "style", "width:" + width + "%");
        }
        out.close();
      }
      out.close();
    }
    out.close().close().close();
  }
}
