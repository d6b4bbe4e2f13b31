package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Partitions of a reader that wait for others further behind in time, and since when. */
final class Pauses {
  /** A wait as long as this is said. */
  static final Duration LONG = Duration.ofMinutes(1);

  private final LongSupplier clock;
  private final Consumer<String> say;
  private final Map<String, Long> since = new TreeMap<>();
  private final Set<String> said = new HashSet<>();
  private volatile long oldest = Long.MAX_VALUE; // of those in since, for metrics

  /**
   * @param clock milliseconds, of any beginning
   * @param say where lines go
   */
  Pauses(LongSupplier clock, Consumer<String> say) {
    this.clock = clock;
    this.say = say;
  }

  /** Some wait from now on, and some no more. */
  void change(Collection<String> pause, Collection<String> resume) {
    pause.forEach(partition -> since.putIfAbsent(partition, clock.getAsLong()));
    since.keySet().removeAll(resume);
    said.removeAll(resume);
    oldest = since.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** How long the one has waited that waits longest, in milliseconds; 0 if none does. */
  long longest() {
    long from = oldest;
    return from == Long.MAX_VALUE ? 0 : clock.getAsLong() - from;
  }

  /** Says those that have waited for long, each once. */
  void look() {
    if (longest() < LONG.toMillis()) {
      return;
    }
    since.forEach(
        (partition, from) -> {
          long millis = clock.getAsLong() - from;
          if (millis >= LONG.toMillis() && said.add(partition)) {
            say.accept(
                "The partition "
                    + partition
                    + " has not been read for "
                    + millis / 1000
                    + " s, for it is ahead of others in time: see what keeps those, and whether a"
                    + " sender's clock is ahead. It goes on where it was; nothing is lost");
          }
        });
  }
}
