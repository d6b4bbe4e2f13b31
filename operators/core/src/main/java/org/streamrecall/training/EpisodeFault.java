package org.streamrecall.training;

/** Refuses an episode, and names it: it need not be the one that was read last. */
public final class EpisodeFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  // No constructor is public: by one a parallel stream would wrap it, and change its message.

  /**
   * @param episode its name
   * @param fault how the sentence goes on, with rule and remedy
   */
  EpisodeFault(String episode, String fault) {
    this(episode, fault, null);
  }

  EpisodeFault(String episode, String fault, Throwable cause) {
    super("episode " + episode + fault, cause);
  }
}
