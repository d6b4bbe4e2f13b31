package org.streamrecall.deploy;

import java.util.List;
import java.util.Locale;
import org.streamrecall.events.score.NameCounts;

/** What is to be said of names that are not told apart. */
final class NamesBeyond {
  /** Part of the events with fewer, nobody needs to do anything. */
  private static final double FEW = 0.01;

  private NamesBeyond() {}

  /**
   * @param all also where they are few
   */
  static List<String> of(NameCounts names, boolean all) {
    return names.counts().stream()
        .filter(count -> count.beyond() > (all ? 0 : FEW * count.events()))
        .map(NamesBeyond::line)
        .toList();
  }

  private static String line(NameCounts.Count count) {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d events have a name beyond the %d that %s tells apart of a key; %s",
        count.field(),
        count.beyond(),
        count.events(),
        count.toldApart(),
        count.category(),
        count.isTarget()
            ? "all of them are foretold as one, null, and never scored as right; foretell a coarser"
                + " field, or give it more slots"
            : "these share a few places; name a coarser field, give it more slots, or leave it out");
  }
}
