package org.streamrecall.training;

import java.util.function.Consumer;

/** Episodes that can be read again and again in the same order, and need not fit into memory. */
@FunctionalInterface
public interface EpisodeSource {
  /** Reads all of them, from the first on. */
  void forEach(Consumer<Episode> reader);
}
