package org.streamrecall.deploy.demo;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;

/**
 * One language and the names people write in it.
 *
 * @param code of ISO 639, as in {@link Locale#getLanguage()}
 * @param names lower case, sorted, no two alike
 * @param script of most letters in the names
 */
record Language(String code, List<String> names, UnicodeScript script) {
  static Language of(String code, NavigableSet<String> names) {
    return new Language(code, List.copyOf(names), scriptOf(names));
  }

  boolean latin() {
    return script == UnicodeScript.LATIN;
  }

  /** What an English reader calls it. */
  String english() {
    return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
  }

  /** A short reference to one of its names, which {@link Languages#name} looks up. */
  String ref(int index) {
    return code + ":" + index;
  }

  private static UnicodeScript scriptOf(Iterable<String> names) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    for (String name : names) {
      name.codePoints()
          .filter(Character::isLetter)
          .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
    }
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(UnicodeScript.COMMON);
  }
}
