package org.streamrecall.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is wrong with lines or records, one sentence each: the first ones of each kind are shown,
 * the rest is counted. A kind is a sentence without its numbers and its values. Not thread safe.
 */
public final class Complaints implements Consumer<String> {
  /** Of one kind that are shown. */
  public static final int SHOWN = 10;

  private static final int KINDS = 50; // told apart; what comes later is one kind

  /** The first of a kind, and how many there were. */
  private record Kind(String first, long count) {}

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Consumer<String> shown;

  /**
   * @param shown told of what is to be read by somebody
   */
  public Complaints(Consumer<String> shown) {
    this.shown = shown;
  }

  @Override
  public void accept(String complaint) {
    String name = kind(complaint);
    String known = kinds.containsKey(name) || kinds.size() < KINDS ? name : "";
    Kind kind =
        kinds.merge(
            known,
            new Kind(complaint, 1),
            (before, one) -> new Kind(before.first(), before.count() + 1));
    if (kind.count() <= SHOWN) {
      shown.accept(complaint);
    }
  }

  private static String kind(String complaint) {
    return complaint
        .replaceAll("\"[^\"]*\"", "text")
        .replaceAll("'[^']*'", "text")
        .replaceAll("=\\S+", "=value")
        .replaceAll("[0-9]+", "0");
  }

  /** Counts those that were not shown. */
  public void close() {
    for (Kind kind : kinds.values()) {
      long more = kind.count() - SHOWN;
      if (more > 0) {
        shown.accept(String.format(java.util.Locale.ROOT, "%,d more like %s", more, kind.first()));
      }
    }
  }
}
