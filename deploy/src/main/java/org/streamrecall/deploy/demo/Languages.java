package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.streamrecall.deploy.CommandFailure;

/**
 * The languages that the demo speaks, ordered by code, twins left out: a language is dropped if it
 * shares over half of its names with one kept before it. On JDK 17 they are 151 of 181.
 */
final class Languages {
  /** Fewer than this is no language to train or serve a context of eight with. */
  private static final int FEWEST = 3 * LanguageContext.SLOTS;

  /** Status of a command that finds no names in this JDK. */
  private static final int NO_LOCALE_DATA = 2;

  private final NavigableMap<String, Language> byCode;

  private Languages(NavigableMap<String, Language> byCode) {
    this.byCode = byCode;
  }

  /**
   * @throws CommandFailure if this JDK comes without locale data
   */
  static Languages ofThisJdk() {
    return of(DisplayNames.read());
  }

  /**
   * @param candidates ordered by code
   * @throws CommandFailure if too few are left to train on some and serve others
   */
  static Languages of(List<Language> candidates) {
    List<Language> kept = new ArrayList<>();
    for (Language candidate : candidates) {
      if (kept.stream().noneMatch(before -> twins(candidate, before))) {
        kept.add(candidate);
      }
    }
    if (kept.size() < FEWEST) {
      throw new CommandFailure(
          "this JDK has names in "
              + kept.size()
              + " languages and the demo needs "
              + FEWEST
              + ": its locale data is missing; run it with a full JDK 17 or newer (the module"
              + " jdk.localedata must be in `java --list-modules`)",
          NO_LOCALE_DATA,
          null);
    }
    return new Languages(
        kept.stream()
            .collect(
                Collectors.toMap(
                    Language::code, Function.identity(), (first, second) -> first, TreeMap::new)));
  }

  /** Whether a shares over half of its names with b. */
  static boolean twins(Language a, Language b) {
    Set<String> others = new HashSet<>(b.names());
    long shared = a.names().stream().filter(others::contains).count();
    return 2 * shared > a.names().size();
  }

  List<Language> all() {
    return List.copyOf(byCode.values());
  }

  /** The name behind a reference made by {@link Language#ref}. */
  String name(String ref) {
    int colon = ref.indexOf(':');
    Language language = byCode.get(ref.substring(0, colon));
    return language.names().get(Integer.parseInt(ref.substring(colon + 1)));
  }
}
