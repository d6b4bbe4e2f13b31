package org.streamrecall.training;

/**
 * One of several ways that are trained one after the other.
 *
 * @param all is told how far all of them are
 * @param before steps planned of the ways before
 * @param steps planned of all
 */
record PartOfProgress(Progress all, int before, int steps) implements Progress {
  @Override
  public void step(int step, int ofWay, double loss) {
    all.step(before + step, steps, loss);
  }

  @Override
  public void checked(int step, double loss) {
    all.checked(step, loss);
  }
}
