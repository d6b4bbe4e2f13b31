package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest stretch of a stream in bounded bytes: a ring of panes, each a sketch of the tokens of
 * {@code paneMillis}. What it tells is the sum of its panes, so attention over it is attention over
 * their tokens.
 *
 * <p>With P panes it holds the pane of the newest time and the P - 1 before it: more than the last
 * (P - 1) and at most the last P times paneMillis. Invariants, one test each:
 *
 * <ol>
 *   <li>The state is {@link #panes()}; restoring it anywhere gives the same answers and the same
 *       later bytes.
 *   <li>A token counts in the pane of its time, whatever the order of arrival; one older than the
 *       window is not told.
 *   <li>A pane that falls out of the window is forgotten whole.
 *   <li>{@link #sizeInBytes()} never exceeds the budget of all panes together.
 * </ol>
 *
 * Not thread safe.
 */
public final class SlidingWindow implements Measure {
  private static final long NEVER = Long.MIN_VALUE;
  private static final int START_BYTES = 8; // of a pane, in the state

  private final long paneMillis;
  private final Shape shape;
  private final MeasureSketch[] ring; // pane number mod length
  private long newest = NEVER; // number of the newest pane
  private long asOf = Atom.NO_TIME; // what the panes' masses are told as of
  private boolean aged; // whether every pane knows asOf
  private double[] read = new double[0]; // one pane's weights
  private double[] written = new double[0];

  /**
   * A window of panes that each have a budget of their own.
   *
   * @param pane how one pane spends its bytes
   * @param paneMillis length of a pane, at least 1
   * @param panes at least 1
   */
  public SlidingWindow(SketchLayout pane, long paneMillis, int panes) {
    requireAtLeastOne("pane length", paneMillis);
    requireAtLeastOne("number of panes", panes);
    this.paneMillis = paneMillis;
    this.shape = pane.shape();
    ring = new MeasureSketch[panes];
    for (int slot = 0; slot < panes; slot++) {
      ring[slot] = new MeasureSketch(pane);
    }
  }

  /**
   * A window whose panes share a budget evenly.
   *
   * @param sketchBytes the budget of all panes, or {@link SketchLayout#UNBOUNDED}
   * @throws IllegalArgumentException if a pane's share is too small, naming the bytes needed
   */
  public static SlidingWindow of(
      Shape shape, int sketchBytes, boolean evidence, Decay decay, long paneMillis, int panes) {
    requireAtLeastOne("number of panes", panes);
    int each =
        sketchBytes == SketchLayout.UNBOUNDED ? sketchBytes : sketchBytes / panes - START_BYTES;
    long least = SketchLayout.leastBytes(shape, evidence, decay);
    if (each < least) {
      throw new IllegalArgumentException(
          "sketch.bytes="
              + sketchBytes
              + " leaves each of "
              + panes
              + " panes less than the "
              + (least + START_BYTES)
              + " bytes it needs; raise it to at least "
              + panes * (least + START_BYTES)
              + " or keep fewer panes");
    }
    return new SlidingWindow(SketchLayout.of(shape, each, evidence, decay), paneMillis, panes);
  }

  private static void requireAtLeastOne(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "the window's " + what + "=" + value + " is below 1; give a positive number");
    }
  }

  /**
   * Tells one atom, and moves the window on if it is the newest.
   *
   * @return false if the atom is older than the window: it was not told
   * @throws IllegalArgumentException if it has no time, or other sizes than the shape; nothing
   *     changes then
   */
  public boolean add(Atom atom) {
    shape.requireFits(atom);
    if (atom.time() == Atom.NO_TIME) {
      throw new IllegalArgumentException(
          "a token without a time has no place in a window; give it its time");
    }
    advanceTo(atom.time());
    long pane = pane(atom.time());
    if (pane < oldest()) {
      return false;
    }
    sketch(pane).add(atom);
    return true;
  }

  /**
   * Lets time go by: forgets the panes that fall out of the window, and tells mass as of this time,
   * if it is later than any before.
   *
   * @param time in milliseconds since the epoch
   */
  public void advanceTo(long time) {
    long to = pane(time);
    if (newest == NEVER) {
      newest = to;
    } else if (to > newest) {
      long first = Math.max(newest + 1, saturated(to));
      for (long pane = first; pane <= to && pane >= first; pane++) { // it may wrap
        sketch(pane).forget();
      }
      newest = to;
    }
    asOf = Math.max(asOf, time);
    aged = false;
  }

  /** Forgets everything: an empty window again, at no time. */
  public void forget() {
    for (MeasureSketch sketch : ring) {
      sketch.forget();
    }
    newest = NEVER;
    asOf = Atom.NO_TIME;
    aged = false;
  }

  private long pane(long time) {
    return Math.floorDiv(time, paneMillis);
  }

  private long oldest() {
    return saturated(newest);
  }

  /** The oldest pane of the window whose newest is this. */
  private long saturated(long pane) {
    return Math.max(pane, Long.MIN_VALUE + ring.length) - (ring.length - 1);
  }

  private MeasureSketch sketch(long pane) {
    return ring[(int) Math.floorMod(pane, (long) ring.length)];
  }

  // ---- the state ----

  /**
   * The panes that hold tokens, and the newest, oldest first; none before the first token. Their
   * bytes are the live state, see {@link MeasureSketch#memory()}.
   */
  public List<Pane> panes() {
    List<Pane> panes = new ArrayList<>();
    for (int back = newest == NEVER ? -1 : ring.length - 1; back >= 0; back--) {
      long pane = newest - back;
      MeasureSketch sketch = sketch(pane);
      if (sketch.tokens() > 0 || pane == newest) {
        panes.add(new Pane(pane * paneMillis, sketch.memory(), sketch.recent()));
      }
    }
    return panes;
  }

  /**
   * Makes this the state of a context.
   *
   * @param panes as {@link #panes()} gave them; those older than this window are left out
   * @throws IllegalArgumentException if a pane is damaged, of another schema or of another length
   */
  public void restore(List<Pane> panes) {
    for (Pane pane : panes) {
      pane.requireLength(paneMillis);
    }
    forget();
    for (Pane pane : panes) {
      newest = Math.max(newest, pane(pane.start()));
    }
    for (Pane pane : panes) {
      long number = pane(pane.start());
      if (number >= oldest()) {
        sketch(number).restore(pane.memory(), pane.recent());
        asOf = Math.max(asOf, sketch(number).lastTime());
      }
    }
  }

  /** Bytes of the state: those of the panes, and where each begins. */
  public int sizeInBytes() {
    int sum = 0;
    for (MeasureSketch sketch : ring) {
      sum += sketch.tokens() > 0 ? START_BYTES + sketch.sizeInBytes() : 0;
    }
    return newest != NEVER && sketch(newest).tokens() == 0 ? sum + START_BYTES : sum;
  }

  // ---- reading: the panes' parts one after another, by place in the ring ----

  @Override
  public Shape shape() {
    return shape;
  }

  /** Number of tokens in the window. */
  @Override
  public long tokens() {
    return Arrays.stream(ring).mapToLong(MeasureSketch::tokens).sum();
  }

  @Override
  public double mass() {
    age();
    double sum = 0;
    for (MeasureSketch sketch : ring) {
      sum += sketch.mass();
    }
    return sum;
  }

  @Override
  public long lastTime() {
    long last = Atom.NO_TIME;
    for (MeasureSketch sketch : ring) {
      last = Math.max(last, sketch.lastTime());
    }
    return last;
  }

  @Override
  public int parts() {
    int sum = 0;
    for (MeasureSketch sketch : ring) {
      sum += sketch.parts();
    }
    return sum;
  }

  @Override
  public boolean exact() {
    return Arrays.stream(ring).allMatch(MeasureSketch::exact);
  }

  /** Tells every pane what time it is. */
  private void age() {
    if (!aged) {
      for (MeasureSketch sketch : ring) {
        sketch.decayTo(asOf);
      }
      aged = true;
    }
  }

  private void reserve(MeasureSketch sketch) {
    if (read.length < sketch.parts()) {
      read = new double[2 * sketch.parts()];
      written = new double[read.length];
    }
  }

  /** One pane's part of an array over all parts, in read. */
  private double[] slice(MeasureSketch sketch, double[] values, int from) {
    reserve(sketch);
    System.arraycopy(values, from, read, 0, sketch.parts());
    return read;
  }

  @Override
  public double mass(int part) {
    age();
    int slot = slot(part);
    return ring[slot].mass(part - before(slot));
  }

  @Override
  public Evidence evidence(int part) {
    age();
    int slot = slot(part);
    return ring[slot].evidence(part - before(slot));
  }

  private int slot(int part) {
    int slot = 0;
    for (int left = part; left >= ring[slot].parts(); slot++) {
      left -= ring[slot].parts();
    }
    return slot;
  }

  private int before(int slot) {
    int sum = 0;
    for (int s = 0; s < slot; s++) {
      sum += ring[s].parts();
    }
    return sum;
  }

  @Override
  public void logMoments(double[] a, double[] out) {
    age();
    int from = 0;
    for (MeasureSketch sketch : ring) {
      reserve(sketch);
      sketch.logMoments(a, written);
      System.arraycopy(written, 0, out, from, sketch.parts());
      from += sketch.parts();
    }
  }

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {
    int from = 0;
    for (MeasureSketch sketch : ring) {
      sketch.addContents(a, slice(sketch, weights, from), sum);
      from += sketch.parts();
    }
  }

  @Override
  public void addTags(double[] a, double[] weights, double[] sum) {
    int from = 0;
    for (MeasureSketch sketch : ring) {
      sketch.addTags(a, slice(sketch, weights, from), sum);
      from += sketch.parts();
    }
  }

  @Override
  public void addMoments(double[] a, double[] weights, Moments sum) {
    int from = 0;
    for (MeasureSketch sketch : ring) {
      sketch.addMoments(a, slice(sketch, weights, from), sum);
      from += sketch.parts();
    }
  }

  /** The panes' errors are independent: their squares add. */
  @Override
  public double memoryError(double[] a, double[] shares, double[] value) {
    double sum = 0;
    int from = 0;
    for (MeasureSketch sketch : ring) {
      double error = sketch.memoryError(a, slice(sketch, shares, from), value);
      sum = Math.fma(error, error, sum);
      from += sketch.parts();
    }
    return Math.sqrt(sum);
  }

  @Override
  public double[] contentMass() {
    age();
    double[] sum = new double[shape.contentDims()];
    for (MeasureSketch sketch : ring) {
      double[] one = sketch.contentMass();
      for (int t = 0; t < sum.length; t++) {
        sum[t] += one[t];
      }
    }
    return sum;
  }

  @Override
  public void addGradient(
      double[] a, double[] dLog, double[] weights, double[] dContent, double[] da) {
    int from = 0;
    for (MeasureSketch sketch : ring) {
      double[] w = slice(sketch, weights, from);
      System.arraycopy(dLog, from, written, 0, sketch.parts());
      sketch.addGradient(a, written, w, dContent, da);
      from += sketch.parts();
    }
  }

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {
    int from = 0;
    for (MeasureSketch sketch : ring) {
      reserve(sketch);
      sketch.contentProducts(a, dContent, written);
      System.arraycopy(written, 0, out, from, sketch.parts());
      from += sketch.parts();
    }
  }
}
