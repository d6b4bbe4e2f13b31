package org.streamrecall.deploy.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Lines over two axes. */
public final class Chart extends Drawing {
  private static final int HEIGHT = 230;
  private static final int LEFT = 48;
  private static final int RIGHT = 14;
  private static final int TOP = 20;
  private static final int BOTTOM = 38;
  private static final int TICKS = 5;

  private final String across;
  private final String up;
  private final List<Series> all = new ArrayList<>();
  private final boolean[] logarithmic = new boolean[2];

  /** Where it is shown by a line, by dots or by both. */
  private enum Marks {
    LINE,
    DOTS,
    BOTH
  }

  private record Series(String name, Ink ink, List<double[]> points, Marks marks) {}

  /**
   * @param title for who does not see it
   * @param across name of the first axis
   * @param up name of the second
   */
  public Chart(String title, String across, String up) {
    super(title);
    this.across = across;
    this.up = up;
  }

  /** The first axis is logarithmic; what is not above 0 is left out. */
  public Chart acrossByFactors() {
    logarithmic[0] = true;
    return this;
  }

  /** The second axis is logarithmic; what is not above 0 is left out. */
  public Chart upByFactors() {
    logarithmic[1] = true;
    return this;
  }

  /**
   * @param points (x, y), in order
   * @param dots whether each point is marked
   */
  public Chart line(String name, Ink ink, List<double[]> points, boolean dots) {
    all.add(new Series(name, ink, points, dots ? Marks.BOTH : Marks.LINE));
    return this;
  }

  /**
   * Points without a line through them.
   *
   * @param points (x, y)
   */
  public Chart dots(String name, Ink ink, List<double[]> points) {
    all.add(new Series(name, ink, points, Marks.DOTS));
    return this;
  }

  @Override
  List<Key> keys() {
    return all.stream().map(series -> new Key(series.name(), series.ink())).distinct().toList();
  }

  @Override
  int height() {
    return HEIGHT;
  }

  @Override
  void draw(Markup out) {
    Axis x = axis(0);
    Axis y = axis(1);
    for (double tick : y.ticks()) {
      line(out, LEFT, y(y, tick), WIDTH - RIGHT, y(y, tick));
      text(out, LEFT - 5, y(y, tick) + 4, "end", y.label(tick));
    }
    for (double tick : x.ticks()) {
      text(out, x(x, tick), HEIGHT - BOTTOM + 15, "middle", x.label(tick));
    }
    text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", across);
    text(out, 2, 11, "start", up);
    all.forEach(series -> write(out, series, x, y));
  }

  private void write(Markup out, Series series, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    List<double[]> points = series.points().stream().filter(this::isShown).toList();
    for (double[] point : points) {
      path.append(path.isEmpty() ? "M" : " L");
      path.append(Figures.place(x(x, point[0]))).append(' ');
      path.append(Figures.place(y(y, point[1])));
    }
    if (!path.isEmpty() && series.marks() != Marks.DOTS) {
      out.empty("path", "class", series.ink().kind(), "d", path.toString());
    }
    for (double[] point : series.marks() != Marks.LINE ? points : List.<double[]>of()) {
      dot(out, series.ink(), x(x, point[0]), y(y, point[1]), 2.5);
    }
  }

  private boolean isShown(double[] point) {
    return (!logarithmic[0] || point[0] > 0) && (!logarithmic[1] || point[1] > 0);
  }

  private Axis axis(int of) {
    double[] values =
        all.stream()
            .flatMap(series -> series.points().stream())
            .filter(this::isShown)
            .mapToDouble(point -> point[of])
            .toArray();
    double least = DoubleStream.of(values).min().orElse(logarithmic[of] ? 1 : 0);
    double most = DoubleStream.of(values).max().orElse(logarithmic[of] ? 10 : 1);
    return logarithmic[of] ? Axis.logarithmic(least, most) : Axis.over(least, most, TICKS);
  }

  private static double x(Axis axis, double at) {
    return LEFT + axis.part(at) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Axis axis, double at) {
    return HEIGHT - BOTTOM - axis.part(at) * (HEIGHT - TOP - BOTTOM);
  }
}
