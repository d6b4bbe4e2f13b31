package org.streamrecall.events;

/** Is shown the size of each error, as a key's record of errors takes it: for training. */
@FunctionalInterface
public interface ErrorWatch {
  void score(int target, double score);
}
