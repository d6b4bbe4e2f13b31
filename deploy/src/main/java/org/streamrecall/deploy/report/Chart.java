package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Lines over two axes, as inline SVG. */
final class Chart {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 230;
  private static final int LEFT = 48;
  private static final int RIGHT = 14;
  private static final int TOP = 20;
  private static final int BOTTOM = 38;
  private static final int TICKS = 5;

  private final String title;
  private final String across;
  private final String up;
  private final List<Series> all = new ArrayList<>();

  /**
   * @param dots whether each point is marked
   */
  private record Series(String name, String kind, List<double[]> points, boolean dots) {}

  /**
   * @param title for who does not see it
   * @param across name of the first axis
   * @param up name of the second
   */
  Chart(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /**
   * @param kind first, second or other: its colour
   * @param points (x, y), in order
   */
  Chart line(String name, String kind, List<double[]> points, boolean dots) {
    all.add(new Series(name, kind, points, dots));
    return this;
  }

  void write(Markup out) {
    Axis x = axis(0);
    Axis y = axis(1);
    out.open("p", "class", "legend soft");
    for (Series series : all) {
      out.open("span").open("i", "class", "key " + series.kind()).close();
      out.text(series.name()).close();
    }
    out.close();
    out.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
    for (double tick : y.ticks()) {
      String at = Figures.place(y(y, tick));
      line(out, Integer.toString(LEFT), at, Integer.toString(WIDTH - RIGHT), at);
      text(out, LEFT - 5, y(y, tick) + 4, "end", y.label(tick));
    }
    for (double tick : x.ticks()) {
      text(out, x(x, tick), HEIGHT - BOTTOM + 15, "middle", x.label(tick));
    }
    text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", across);
    text(out, 2, 11, "start", up);
    all.forEach(series -> write(out, series, x, y));
    out.close();
  }

  private static void write(Markup out, Series series, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (double[] point : series.points()) {
      path.append(path.isEmpty() ? "M" : " L");
      path.append(Figures.place(x(x, point[0]))).append(' ');
      path.append(Figures.place(y(y, point[1])));
    }
    if (!path.isEmpty()) {
      out.empty("path", "class", series.kind(), "d", path.toString());
    }
    for (double[] point : series.dots() ? series.points() : List.<double[]>of()) {
      String cx = Figures.place(x(x, point[0]));
      String cy = Figures.place(y(y, point[1]));
      out.empty("circle", "class", series.kind(), "cx", cx, "cy", cy, "r", "2.5");
    }
  }

  private Axis axis(int of) {
    double[] values =
        all.stream().flatMapToDouble(s -> s.points().stream().mapToDouble(p -> p[of])).toArray();
    return Axis.over(
        DoubleStream.of(values).min().orElse(0), DoubleStream.of(values).max().orElse(1), TICKS);
  }

  private static double x(Axis axis, double at) {
    return LEFT + axis.part(at) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Axis axis, double at) {
    return HEIGHT - BOTTOM - axis.part(at) * (HEIGHT - TOP - BOTTOM);
  }

  private static void line(Markup out, String x1, String y1, String x2, String y2) {
    out.empty("line", "class", "axis", "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  private static void text(Markup out, double x, double y, String anchor, String text) {
    out.element("text", text, "x", Figures.place(x), "y", Figures.place(y), "text-anchor", anchor);
  }
}
