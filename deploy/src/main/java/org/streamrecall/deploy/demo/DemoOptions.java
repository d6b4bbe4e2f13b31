package org.streamrecall.deploy.demo;

import java.nio.file.Path;

/**
 * How to run the demo.
 *
 * @param seed splits the languages and mixes the contexts
 * @param seconds length of the latency phase
 * @param steps of training
 * @param sketchBytes budget of one context's memory
 * @param contexts of any unseen languages
 * @param latinContexts of unseen languages in Latin letters
 * @param keep folder for what was sent and received, or null
 */
record DemoOptions(
    long seed,
    int seconds,
    int steps,
    int sketchBytes,
    int contexts,
    int latinContexts,
    Path keep) {
  private static final int STEPS = 300;
  private static final int CONTEXTS = 40;
  private static final int LATIN_CONTEXTS = 16;

  /** The demo's usual size. */
  static DemoOptions of(long seed, int seconds, int sketchBytes, Path keep) {
    return new DemoOptions(seed, seconds, STEPS, sketchBytes, CONTEXTS, LATIN_CONTEXTS, keep);
  }
}
