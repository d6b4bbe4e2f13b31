package org.streamrecall.measure;

import java.util.Arrays;
import java.util.function.Predicate;

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

  /** Fits all to their audits, but for those that have not changed since. */
  void fit() {
    int padded = Kernels.padded(size);
    Arrays.fill(logs, 0, padded, 1);
    Arrays.fill(middles, 0, padded, 1);
    for (int g = 0; g < size; g++) {
      if (all[g].fitted) {
        continue;
      }
      ClosureFit fit = all[g].fit;
      fit.start();
      logs[g] = all[g].cluster.mass;
      middles[g] = fit.middle();
    }
    Kernels.ACTIVE.log(logs, padded);
    Kernels.ACTIVE.log(middles, padded);
    seat(c -> c.fit.shaped());
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      for (int g = 0; g < size; g++) {
        if (all[g].lane >= 0) {
          tiles.aim(all[g].lane, all[g].cluster.cells, all[g].cluster.audits.direction[j]);
        }
      }
      tiles.audit(j);
    }
    for (int g = 0; g < size; g++) {
      if (!all[g].fitted) {
        all[g].fit(tiles, logs[g], middles[g]);
      }
    }
  }

  /** Gives a lane to the cells of those that need one. */
  private void seat(Predicate<Closure> needs) {
    int lanes = 0;
    int cells = 0;
    for (int g = 0; g < size; g++) {
      Closure c = all[g];
      c.lane = needs.test(c) ? lanes++ : -1;
      cells = Math.max(cells, c.lane >= 0 ? c.cluster.cells.count : 0);
    }
    tiles.start(lanes, cells);
    for (int g = 0; g < size; g++) {
      if (all[g].lane >= 0) {
        tiles.put(all[g].lane, all[g].cluster.cells);
      }
    }
    tiles.centre();
  }

  /** The same, and makes ready for {@link #tilt}: only believed cells keep a lane. */
  void prepare() {
    fit();
    boolean doubted = false;
    for (int g = 0; g < size; g++) {
      doubted |= all[g].lane >= 0 && all[g].lambda() == 0;
    }
    if (doubted) {
      seat(c -> c.lambda() > 0);
    }
    for (int g = 0; g < size; g++) {
      if (all[g].lane >= 0) {
        all[g].face();
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

  /** C - var/2 of the believed cells at other audits, after {@link #fit} of one closure alone. */
  void audit(Audits audits, double[] v, double[] beyond) {
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      tiles.aim(0, all[0].cluster.cells, audits.direction[j]);
      tiles.audit(j);
    }
    tiles.beyond(0, v, beyond);
  }
}
