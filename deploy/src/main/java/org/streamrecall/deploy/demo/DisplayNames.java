package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of countries, languages and currencies as the Unicode CLDR records them and the JDK
 * ships them. A name that is English, or a mere code, was never translated and is left out; a
 * language needs {@value #FEWEST_NAMES} others to count.
 */
final class DisplayNames {
  static final int FEWEST_NAMES = 150;

  /** What the JDK says in no language at all: English of its own, not the CLDR's. */
  private static final Locale UNKNOWN = Locale.forLanguageTag("zxx");

  private DisplayNames() {}

  /** Languages without regional variants, English apart, ordered by code. */
  static List<Language> read() {
    TreeSet<String> codes = new TreeSet<>();
    for (Locale locale : Locale.getAvailableLocales()) {
      if (!locale.getLanguage().isEmpty()) {
        codes.add(locale.getLanguage());
      }
    }
    codes.remove(Locale.ENGLISH.getLanguage());
    List<Named> things = things();
    List<Set<String>> untranslated = things.stream().map(Named::untranslated).toList();
    List<Language> languages = new ArrayList<>();
    for (String code : codes) {
      Locale locale = Locale.forLanguageTag(code);
      TreeSet<String> names = new TreeSet<>();
      for (int i = 0; i < things.size(); i++) {
        String name = things.get(i).in(locale).toLowerCase(Locale.ROOT);
        if (!untranslated.get(i).contains(name)) {
          names.add(name);
        }
      }
      if (names.size() >= FEWEST_NAMES) {
        languages.add(Language.of(code, names));
      }
    }
    return languages;
  }

  private static List<Named> things() {
    List<Named> things = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      things.add(new Named(code, new Locale.Builder().setRegion(code).build(), null));
    }
    for (String code : Locale.getISOLanguages()) {
      things.add(new Named(code, new Locale.Builder().setLanguage(code).build(), null));
    }
    List<Currency> currencies = new ArrayList<>(Currency.getAvailableCurrencies());
    currencies.sort(Comparator.comparing(Currency::getCurrencyCode));
    for (Currency currency : currencies) {
      things.add(new Named(currency.getCurrencyCode(), null, currency));
    }
    return Collections.unmodifiableList(things);
  }

  /** A country or a language (place), or a currency. */
  private record Named(String code, Locale place, Currency currency) {
    /** What it is called where nobody has translated it, in lower case. */
    Set<String> untranslated() {
      return Stream.of(code, in(Locale.ENGLISH), in(UNKNOWN))
          .map(name -> name.toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }

    String in(Locale locale) {
      if (currency != null) {
        return currency.getDisplayName(locale);
      }
      return place.getCountry().isEmpty()
          ? place.getDisplayLanguage(locale)
          : place.getDisplayCountry(locale);
    }
  }
}
