package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The closures of several clusters worked out side by side: a vector unit is slow to answer and
 * quick to take the next question.
 */
final class Closures {
  private final Workspace work;
  private final CellTiles tiles;
  private Closure[] all = new Closure[Kernels.LANES];
  private int size;
  private double[] logs = new double[Kernels.LANES]; // of masses, then of v
  private double[] middles = new double[Kernels.LANES];

  Closures(Workspace work) {
    this.work = work;
    tiles = new CellTiles(work.d);
  }

  void clear() {
    size = 0;
  }

  void add(Closure closure) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
      logs = new double[2 * size];
      middles = new double[2 * size];
    }
    all[size++] = closure;
  }

  /** Fits all to their audits. */
  void fit() {
    int padded = Kernels.padded(size);
    Arrays.fill(logs, 0, padded, 1);
    Arrays.fill(middles, 0, padded, 1);
    int lanes = 0;
    int cells = 0;
    for (int g = 0; g < size; g++) {
      ClosureFit fit = all[g].fit;
      fit.start();
      logs[g] = all[g].cluster.mass;
      middles[g] = fit.middle();
      all[g].lane = fit.shaped() ? lanes++ : -1;
      cells = Math.max(cells, fit.shaped() ? all[g].cluster.cells.count : 0);
    }
    Kernels.ACTIVE.log(logs, padded);
    Kernels.ACTIVE.log(middles, padded);
    if (lanes > 0) {
      fill(lanes, cells);
      for (int j = 0; j < Audits.DIRECTIONS; j++) {
        audit(j);
      }
    }
    for (int g = 0; g < size; g++) {
      all[g].fit(tiles, logs[g], middles[g]);
    }
  }

  private void fill(int lanes, int cells) {
    tiles.start(lanes, cells);
    for (int g = 0; g < size; g++) {
      if (all[g].lane >= 0) {
        tiles.put(all[g].lane, all[g].cluster.cells);
      }
    }
    tiles.centre();
  }

  private void audit(int j) {
    for (int g = 0; g < size; g++) {
      if (all[g].lane >= 0) {
        tiles.aim(all[g].lane, all[g].cluster.cells, all[g].cluster.audits.direction[j]);
      }
    }
    tiles.audit(j);
  }

  /** The same, and makes ready for {@link #tilt}: only believed cells keep a lane. */
  void prepare() {
    fit();
    int before = 0;
    int lanes = 0;
    int cells = 0;
    for (int g = 0; g < size; g++) {
      Closure c = all[g];
      before += c.lane >= 0 ? 1 : 0;
      c.lane = c.lambda() > 0 ? lanes++ : -1;
      cells = Math.max(cells, c.lane >= 0 ? c.cluster.cells.count : 0);
    }
    if (lanes == 0) {
      tiles.start(0, 0);
      return;
    }
    if (lanes < before) {
      fill(lanes, cells);
    }
    for (int g = 0; g < size; g++) {
      if (all[g].lane >= 0) {
        tiles.face(all[g].lane, all[g].cluster.cells);
      }
    }
  }

  /**
   * @param a (width), to be left as it is until the next tilt
   * @param inner a'm of each
   */
  void tilt(double[] a, double[] inner) {
    tiles.tilt(a);
    work.matrix.hold(a);
    int padded = Kernels.padded(size);
    Arrays.fill(logs, size, padded, 1);
    for (int g = 0; g < size; g++) {
      logs[g] = Math.max(Double.MIN_NORMAL, all[g].tilt(a));
    }
    Kernels.ACTIVE.log(logs, padded);
    for (int g = 0; g < size; g++) {
      all[g].finishTilt(inner[g], logs[g]);
    }
    tiles.turn();
  }

  /** C - var/2 of the cells of one closure, fitted last, at the tilts of these audits. */
  void audit(Closure closure, Audits audits, double[] v, double[] beyond) {
    tiles.start(1, closure.cluster.cells.count);
    tiles.put(0, closure.cluster.cells);
    tiles.centre();
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      tiles.aim(0, closure.cluster.cells, audits.direction[j]);
      tiles.audit(j);
    }
    for (int i = 0; i < Audits.COUNT; i++) {
      beyond[i] = tiles.beyond(0, i, v[Audits.directionOf(i)]);
    }
  }
}
