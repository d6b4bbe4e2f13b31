package org.streamrecall.measure;

/** What a sketch counts beside its parts, and since when. */
final class Totals {
  private final Decay decay;
  long tokens;
  double mass; // as of the landmark
  long lastTime;
  long landmark; // when a mass counts in full
  private long asOf;

  Totals(Decay decay) {
    this.decay = decay;
  }

  void clear() {
    tokens = 0;
    mass = 0;
    lastTime = Atom.NO_TIME;
    landmark = Atom.NO_TIME;
    asOf = Atom.NO_TIME;
  }

  void read(SketchHeader header) {
    tokens = header.tokens;
    mass = header.mass;
    lastTime = header.lastTime;
    landmark = header.landmark;
  }

  void write(SketchHeader header) {
    header.tokens = tokens;
    header.mass = mass;
    header.lastTime = lastTime;
    header.landmark = landmark;
  }

  /** An atom's mass as of the landmark: the same whenever it is asked for. */
  double massOf(Atom atom) {
    return decay.isNone() || landmark == Atom.NO_TIME
        ? atom.mass()
        : Decay.decayed(atom.mass(), decay.factor(atom.time(), landmark));
  }

  /** Factor of masses as of another sketch's landmark. */
  double factorOf(Totals other) {
    return decay.isNone() || landmark == Atom.NO_TIME
        ? 1
        : decay.factor(other.landmark == Atom.NO_TIME ? lastTime : other.landmark, landmark);
  }

  /** Lets time go by for {@link #elapsed}. */
  void decayTo(long time) {
    asOf = Math.max(asOf, time);
  }

  /** ln 2 times the half-lives since the landmark: what logarithms of masses have lost. */
  double elapsed() {
    long now = Math.max(asOf, lastTime);
    return decay.isNone() || landmark == Atom.NO_TIME
        ? 0
        : Decay.LN_2 * ((double) (now - landmark) / decay.halfLife());
  }

  /** What is left of a mass by now. */
  double left(double then) {
    return decay.isNone() ? then : then * Exp.exp(-elapsed());
  }
}
