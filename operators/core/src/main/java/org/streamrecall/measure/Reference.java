package org.streamrecall.measure;

/**
 * What a person can look up about a cluster: its oldest and newest time, and one token's own id.
 */
final class Reference {
  long firstTime;
  long lastTime;
  String ref;
  double distance; // squared, of ref's token to the mean

  void clear() {
    firstTime = Atom.NO_TIME;
    lastTime = Atom.NO_TIME;
    ref = null;
    distance = Double.MAX_VALUE;
  }

  void set(Atom atom) {
    firstTime = atom.time();
    lastTime = atom.time();
    ref = atom.ref();
    distance = ref == null ? Double.MAX_VALUE : 0;
  }

  void copy(Reference other) {
    firstTime = other.firstTime;
    lastTime = other.lastTime;
    ref = other.ref;
    distance = other.distance;
  }

  void choose(Atom atom, double share, double square) {
    choose(share, square, atom.ref(), 0);
    span(atom.time(), atom.time());
  }

  void choose(Reference other, double share, double square) {
    choose(share, square, other.ref, other.distance);
    span(other.firstTime, other.lastTime);
  }

  /**
   * Keeps the reference whose token will be nearer the new mean. Means that are apart by a square
   * move by a share of it each, and a token's offset is taken as square to that step, as it is on
   * average.
   */
  private void choose(double share, double square, String other, double otherDistance) {
    double keep = distance + share * share * square;
    double take = otherDistance + (1 - share) * (1 - share) * square;
    if (ref == null || other != null && take < keep) {
      ref = other;
      distance = other == null ? Double.MAX_VALUE : take;
    } else {
      distance = keep;
    }
  }

  private void span(long first, long last) {
    lastTime = Math.max(lastTime, last);
    if (firstTime == Atom.NO_TIME) {
      firstTime = first;
    } else if (first != Atom.NO_TIME) {
      firstTime = Math.min(firstTime, first);
    }
  }
}
