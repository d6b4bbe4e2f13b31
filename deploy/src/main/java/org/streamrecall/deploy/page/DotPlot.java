package org.streamrecall.deploy.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/** One line a case, and on it a dot for each series: who does better where. */
public final class DotPlot extends Drawing {
  private static final int ROW = 20;
  private static final int LEFT = 118;
  private static final int RIGHT = 14;
  private static final int TOP = 6;
  private static final int BOTTOM = 38;
  private static final int TICKS = 5;
  private static final int LETTERS = 19; // of a case's name

  private final String across;
  private final Set<String> rows = new LinkedHashSet<>();
  private final Map<String, Ink> inks = new LinkedHashMap<>();
  private final List<Dot> all = new ArrayList<>();

  private record Dot(String row, String series, double at) {}

  /**
   * @param title for who does not see it
   * @param across name of the axis
   */
  public DotPlot(String title, String across) {
    super(title);
    this.across = across;
  }

  /**
   * @param row name of the case, below {@value #LETTERS} letters are shown
   * @param at not drawn where it is no number
   */
  public DotPlot dot(String row, String series, double at) {
    rows.add(row);
    inks.computeIfAbsent(series, name -> Ink.at(inks.size()));
    if (Double.isFinite(at)) {
      all.add(new Dot(row, series, at));
    }
    return this;
  }

  @Override
  List<Key> keys() {
    return inks.entrySet().stream().map(e -> new Key(e.getKey(), e.getValue())).toList();
  }

  @Override
  int height() {
    return TOP + ROW * rows.size() + BOTTOM;
  }

  @Override
  void draw(Markup out) {
    double[] values = all.stream().mapToDouble(Dot::at).toArray();
    double most = DoubleStream.of(values).max().orElse(1);
    Axis axis = Axis.over(Math.min(0, DoubleStream.of(values).min().orElse(0)), most, TICKS);
    int bottom = TOP + ROW * rows.size();
    for (double tick : axis.ticks()) {
      line(out, x(axis, tick), TOP, x(axis, tick), bottom);
      text(out, x(axis, tick), bottom + 14, "middle", axis.label(tick));
    }
    text(out, (LEFT + WIDTH - RIGHT) / 2.0, bottom + BOTTOM - 8, "middle", across);
    List<String> order = List.copyOf(rows);
    for (int r = 0; r < order.size(); r++) {
      String name = order.get(r);
      String shown = name.length() > LETTERS ? name.substring(0, LETTERS - 1) + "…" : name;
      double y = TOP + ROW * (r + 0.5);
      line(out, LEFT, y, WIDTH - RIGHT, y);
      text(out, LEFT - 6, y + 4, "end", shown);
      for (Dot dot : all) {
        if (dot.row().equals(name)) {
          dot(out, inks.get(dot.series()), x(axis, dot.at()), y, 4);
        }
      }
    }
  }

  private static double x(Axis axis, double at) {
    return LEFT + axis.part(at) * (WIDTH - LEFT - RIGHT);
  }
}
