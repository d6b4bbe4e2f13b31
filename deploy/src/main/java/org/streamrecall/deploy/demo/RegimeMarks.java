package org.streamrecall.deploy.demo;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * How many moments of one regime were unlike those learned, and how many were surprising, of each
 * reading.
 *
 * <p>The two differ: any change of regime surprises, for nothing announces it; but only what was
 * never learned is unlike.
 */
final class RegimeMarks {
  static final double SURPRISING = 0.95;

  /** Four times what the learning phase had. */
  static final double STANDS_OUT = 4 * Unlike.CHANCE;

  private final Regime regime;
  private final List<String> names;
  private final int[] unlike;
  private final int[] surprising;
  private int moments;

  /**
   * @param names of the readings
   */
  RegimeMarks(Regime regime, List<String> names) {
    this.regime = regime;
    this.names = names;
    unlike = new int[names.size()];
    surprising = new int[names.size()];
  }

  /** A moment of all readings begins. */
  void next() {
    moments++;
  }

  void add(int reading, boolean isUnlike, double surprise) {
    unlike[reading] += isUnlike ? 1 : 0;
    surprising[reading] += surprise > SURPRISING ? 1 : 0;
  }

  Regime regime() {
    return regime;
  }

  /** Share of moments unlike those learned, all readings together. */
  double unlike() {
    double sum = 0;
    for (int count : unlike) {
      sum += count;
    }
    return moments == 0 ? 0 : sum / moments / unlike.length;
  }

  boolean standsOut() {
    return unlike() >= STANDS_OUT;
  }

  static List<String> head(List<String> names) {
    StringBuilder columns = new StringBuilder(String.format("%-9s", ""));
    for (int half = 0; half < 2; half++) {
      names.forEach(name -> columns.append("  ").append(name));
      columns.append("   ");
    }
    int width = names.stream().mapToInt(name -> name.length() + 2).sum();
    return List.of(
        String.format(
            Locale.ROOT,
            "%-9s  %-" + (width + 1) + "s  surprise above %.2f (%.0f by chance)",
            "% of",
            String.format(Locale.ROOT, "unlike learned (%.0f by chance)", 100 * Unlike.CHANCE),
            SURPRISING,
            100 * (1 - SURPRISING)),
        columns.toString().stripTrailing());
  }

  String line() {
    return String.format("%-9s", regime)
        + columns(s -> unlike[s])
        + "   "
        + columns(s -> surprising[s])
        + (standsOut() ? "   unlike" : "");
  }

  private String columns(IntToDoubleFunction count) {
    StringBuilder columns = new StringBuilder();
    for (int s = 0; s < names.size(); s++) {
      double share = moments == 0 ? 0 : 100 * count.applyAsDouble(s) / moments;
      columns.append(String.format(Locale.ROOT, "%" + (names.get(s).length() + 2) + ".0f", share));
    }
    return columns.toString();
  }

  /** What the marks say of a regime that was never learned, the first time that it came. */
  static String verdict(Regime unseen, List<RegimeMarks> all) {
    RegimeMarks first = null;
    RegimeMarks again = null;
    RegimeMarks known = null; // the most unlike of those that were learned
    for (RegimeMarks marks : all) {
      if (marks.regime != unseen) {
        known = known == null || marks.unlike() > known.unlike() ? marks : known;
      } else if (first == null) {
        first = marks;
      } else {
        again = again == null ? marks : again;
      }
    }
    if (first == null || known == null) {
      throw new IllegalArgumentException(
          "regimes="
              + all.stream().map(RegimeMarks::regime).toList()
              + " lack "
              + unseen
              + " or all others; serve both");
    }
    String figures =
        String.format(
            Locale.ROOT,
            "%.0f %% of its moments were unlike those learned, of %s %.0f %%",
            100 * first.unlike(),
            known.regime,
            100 * known.unlike());
    if (!first.standsOut() || first.unlike() <= known.unlike()) {
      return unseen + ", never learned, could not be told in this run: " + figures;
    }
    return unseen
        + ", never learned, stood out: "
        + figures
        + " at most"
        + (again == null
            ? ""
            : String.format(
                Locale.ROOT, "; the second time, once learned, %.0f %%", 100 * again.unlike()));
  }
}
